package draw

func blankets() []scene {
	back := houseBack
	wool := in("wool-blanket", counter, back, blanket, hue{"harbour-blue", blue}, hue{"moss", moss}, hue{"plum", plum})
	return flatten(wool,
		[]scene{closer(wool[0], "wool-blanket-detail", 2.3, 150, 350)},
		in("bath-towel", wall, back, towel, hue{"white", paper}, hue{"sea", sea}, hue{"clay", clay}),
		in("hot-water-bottle", counter, back, hotWaterBottle, hue{"oatmeal", sand}, hue{"rust", rust}),
		[]scene{
			{name: "coir-doormat", where: table, back: back, draw: doormat},
			{name: "coat-hooks", where: wall, back: back, draw: coatHooks},
		})
}

func blanket(p pen, t tone) {
	for i := range 3 {
		y := 214 + float64(i)*62
		fold := "M76 " + num(y) + "C66 " + num(y+16) + " 66 " + num(y+46) + " 78 " + num(y+62) + "H316C332 " + num(y+46) + " 332 " + num(y+16) + " 316 " + num(y) + "z"
		p.form(fold, t)
		p.within(fold, func(p pen) {
			for _, x := range []float64{112, 126, 190, 262, 276} {
				p.stroke("M"+xy(x, y)+"v62", 6, t.mix(cream, 0.6))
			}
			p.stroke("M60 "+num(y+20)+"h290M60 "+num(y+42)+"h290", 4, t.mix(cream, 0.45))
		})
		p.line(fold)
	}
	for i := range 15 {
		p.tube("M"+xy(92+float64(i)*15, 400)+"q-3 9 1 18", 3.500, t.mix(cream, 0.5))
	}
}

func towel(p pen, t tone) {
	p.tube("M36 116H364", 12, oak)
	p.form("M104 110C120 98 280 98 296 110V404C250 412 150 412 104 404z", t)
	p.within("M104 110C120 98 280 98 296 110V404C250 412 150 412 104 404z", func(p pen) {
		for _, y := range []float64{338, 348, 372} {
			p.stroke("M90 "+num(y)+"C150 "+num(y+8)+" 250 "+num(y+8)+" 310 "+num(y), 5, t.shaded())
		}
		p.stroke("M140 112V330M168 108V336M236 108V336M264 112V330", 2.5, t.shaded().see(0.6))
	})
	p.form("M104 110V232C130 240 160 240 176 234V104C150 104 116 104 104 110z", t.lit())
	p.form(oval(36, 116, 12, 16), brass)
	p.form(oval(364, 116, 12, 16), brass)
}

func hotWaterBottle(p pen, t tone) {
	p.form(panel(166, 112, 58, 34, 8), iron)
	body := "M168 140C176 176 150 178 120 190C92 202 90 240 92 290C94 340 84 396 116 402C160 408 230 408 274 402C306 396 296 340 298 290C300 240 298 202 270 190C240 178 214 176 222 140z"
	p.form(body, t)
	p.within(body, func(p pen) {
		for _, x := range []float64{132, 195, 258} {
			for y := 190.0; y < 410; y += 26 {
				p.line("M" + xy(x-14, y) + "q14 4 14 16q0 -12 14 -16")
			}
		}
		p.stroke("M163 180V410M227 180V410", 3, t.shaded())
	})
	p.form("M160 150C180 160 210 160 230 150L232 176C210 186 180 186 158 176z", t.lit())
	p.line("M172 158v22M184 161v22M196 162v22M208 161v22M220 158v22")
}

func doormat(p pen) {
	p = p.about(200, 250, -3)
	p.form(panel(34, 136, 332, 230, 8), wood)
	p.stroke(panel(54, 156, 292, 190, 4), 5, bark)
	p.stroke("M174 216h52M200 196v96M158 262c6 44 78 44 84 0M200 182a8 8 0 1 0 .1 0", 9, bark)
	for i := range 32 {
		x := 42 + float64(i)*10.2
		p.line("M" + xy(x, 136) + "v-7M" + xy(x, 366) + "v7")
	}
}

func coatHooks(p pen) {
	p.form(panel(30, 150, 340, 66, 6), oak)
	p.stroke("M44 166H340M60 196H300", 2, wood.lit())
	for _, x := range []float64{92, 200, 308} {
		p.form(panel(x-13, 158, 26, 50, 10), iron)
		p.tube("M"+xy(x, 200)+"v54c0 34 40 34 38 4", 10, iron)
		p.tube("M"+xy(x, 196)+"c18 4 26 -10 26 -24", 8, iron)
		p.form(oval(x+38, 256, 9, 9), brass)
		p.form(oval(x+26, 168, 8, 8), brass)
	}
	p.tube("M130 262C126 330 136 350 128 372C118 400 152 400 144 372C136 346 136 320 134 262", 4, rust)
}
