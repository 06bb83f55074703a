// Command sheet lays the pictures whose names contain a text side by side on
// one PNG, to be looked at.
package main

import (
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"strings"

	scenes "holdfast/modules/imports/demo/draw"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: sheet OUT.png COMMA,SEPARATED,TEXTS")
		os.Exit(2)
	}
	if err := lay(os.Args[1], strings.Split(os.Args[2], ",")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func lay(file string, wanted []string) error {
	var names []string
	for _, name := range scenes.Names() {
		for _, w := range wanted {
			if strings.Contains(name, w) {
				names = append(names, name)
				break
			}
		}
	}
	const width, height, columns = 240, 300, 6
	rows := (len(names) + columns - 1) / columns
	sheet := image.NewRGBA(image.Rect(0, 0, columns*(width+8), rows*(height+8)))
	for i, name := range names {
		img, err := scenes.Image(name, width)
		if err != nil {
			return err
		}
		at := image.Pt(i%columns*(width+8), i/columns*(height+8))
		draw.Draw(sheet, img.Rect.Add(at), img, image.Point{}, draw.Src)
	}
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	defer out.Close()
	return png.Encode(out, sheet)
}
