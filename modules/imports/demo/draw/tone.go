package draw

import "image/color"

// tone is one colour of the palette and how much of it covers what is below.
type tone struct {
	r, g, b uint8
	alpha   float64
}

func hex(rgb uint32) tone {
	return tone{uint8(rgb >> 16), uint8(rgb >> 8), uint8(rgb), 1}
}

// The palette. Names are what the shop calls its colours.
var (
	ink    = hex(0x22303C)
	paper  = hex(0xFBF8F1)
	cream  = hex(0xF3E8D0)
	sand   = hex(0xDCC59B)
	straw  = hex(0xE3B95B)
	rust   = hex(0xB6532F)
	clay   = hex(0xC97B53)
	rose   = hex(0xD9A79B)
	plum   = hex(0x6E3B47)
	moss   = hex(0x6B7B4B)
	leaf   = hex(0x8FA36B)
	blue   = hex(0x2F5D7C)
	sea    = hex(0x7FA6B3)
	mist   = hex(0xCBD8DA)
	slate  = hex(0x5A6670)
	iron   = hex(0x39424B)
	steel  = hex(0xB4BEC3)
	wood   = hex(0xC99A63)
	oak    = hex(0xA87645)
	brass  = hex(0xC8A04A)
	bark   = hex(0x6F4E37)
	glassy = tone{0xE4, 0xF0, 0xF0, 0.45}
)

// mix returns t with share of u in it.
func (t tone) mix(u tone, share float64) tone {
	part := func(a, b uint8) uint8 { return uint8(float64(a) + (float64(b)-float64(a))*share + 0.5) }
	return tone{part(t.r, u.r), part(t.g, u.g), part(t.b, u.b), t.alpha}
}

// shaded is the tone away from the light, lit the one that faces it.
func (t tone) shaded() tone { return t.mix(ink, 0.24) }
func (t tone) lit() tone    { return t.mix(paper, 0.38) }

// see returns t covering only share of what is below.
func (t tone) see(share float64) tone { t.alpha = share; return t }

func (t tone) rgba() color.RGBA { return color.RGBA{t.r, t.g, t.b, 255} }
