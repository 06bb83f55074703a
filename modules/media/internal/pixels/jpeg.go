package pixels

import "encoding/binary"

// scanJPEG reads a JPEG's segments up to its picture: how it is to be turned
// (Exif 2.32, tag 0x0112: 1 is upright), and whether it is progressive.
func scanJPEG(content []byte) (orientation int, progressive bool) {
	orientation = 1
	for at := 2; at+4 <= len(content) && content[at] == 0xff; {
		marker := content[at+1]
		if marker == 0xff { // a fill byte
			at++
			continue
		}
		length := int(binary.BigEndian.Uint16(content[at+2:]))
		end := at + 2 + length
		if length < 2 || end > len(content) || marker == 0xda {
			break
		}
		switch {
		case marker == 0xe1 && orientation == 1:
			orientation = exifOrientation(content[at+4 : end])
		case marker == 0xc2:
			progressive = true
		}
		at = end
	}
	return orientation, progressive
}

// exifOrientation reads the tag from an APP1 segment, 1 when there is none.
func exifOrientation(segment []byte) int {
	if len(segment) < 14 || string(segment[:6]) != "Exif\x00\x00" {
		return 1
	}
	tiff := segment[6:]
	var order binary.ByteOrder = binary.BigEndian
	if string(tiff[:2]) == "II" {
		order = binary.LittleEndian
	}
	at := int(order.Uint32(tiff[4:]))
	if at < 8 || at+2 > len(tiff) {
		return 1
	}
	count := int(order.Uint16(tiff[at:]))
	for entry := at + 2; count > 0 && entry+12 <= len(tiff); entry, count = entry+12, count-1 {
		if order.Uint16(tiff[entry:]) != 0x0112 {
			continue
		}
		if value := int(order.Uint16(tiff[entry+8:])); value >= 1 && value <= 8 {
			return value
		}
	}
	return 1
}
