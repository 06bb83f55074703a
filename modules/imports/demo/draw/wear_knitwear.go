package draw

func knitwear() []scene {
	back := wearBack
	jumpers := in("fishermans-jumper", wall, back, jumper, hue{"navy", blue.mix(ink, 0.5)}, hue{"oatmeal", sand.mix(paper, 0.3)}, hue{"rust", rust})
	return flatten(jumpers,
		[]scene{closer(jumpers[0], "fishermans-jumper-detail", 2.2, 200, 190)},
		in("watch-cap", counter, back, watchCap, hue{"yellow", straw}, hue{"navy", blue.mix(ink, 0.4)}, hue{"moss", moss}),
		[]scene{
			{name: "checked-scarf", where: wall, back: back, draw: scarf},
			{name: "wool-mittens", where: table, back: back, draw: mittens},
		})
}

func jumper(p pen, t tone) {
	sleeve := "M116 126C84 150 60 250 44 366L90 376C104 320 118 280 130 250z"
	p.form(sleeve, t)
	p.mirror(200).form(sleeve, t)
	p.within("M40 342L104 356L92 384L30 372z", func(p pen) { p.form(sleeve, t.shaded()) })
	p.within("M360 342L296 356L308 384L370 372z", func(p pen) { p.mirror(200).form(sleeve, t.shaded()) })
	body := "M152 106C176 124 224 124 248 106C270 112 284 118 288 130L290 402C250 412 150 412 110 402L112 130C116 118 130 112 152 106z"
	p.form(body, t)
	p.within(body, func(p pen) {
		for _, x := range []float64{162, 200, 238} {
			p.stroke("M"+xy(x-14, 130)+"V374M"+xy(x+14, 130)+"V374", 2.500, t.shaded())
			for y := 140.0; y < 370; y += 28 {
				p.stroke("M"+xy(x-9, y)+"C"+xy(x-9, y+14)+" "+xy(x+9, y+14)+" "+xy(x+9, y+28)+"M"+xy(x+9, y)+"C"+xy(x+9, y+14)+" "+xy(x-9, y+14)+" "+xy(x-9, y+28), 4, t.lit())
			}
		}
		p.form("M100 374C160 386 240 386 300 374V420H100z", t)
		for x := 112.0; x < 290; x += 11 {
			p.stroke("M"+xy(x, 376)+"V412", 2.500, t.shaded())
		}
	})
	p.line(body)
	p.form("M150 108C152 84 176 80 200 80C224 80 248 84 250 108C228 130 172 130 150 108z", t)
	p.flat(oval(200, 98, 36, 10), t.shaded().mix(ink, 0.4))
}

func watchCap(p pen, t tone) {
	body := "M92 342C80 230 130 168 195 168C260 168 310 230 298 342z"
	p.form(body, t)
	p.within(body, func(p pen) {
		for i := range 11 {
			x := 95 + float64(i)*20
			p.stroke("M"+xy(x, 350)+"C"+xy(x+(195-x)*0.1, 260)+" "+xy(x+(195-x)*0.5, 200)+" 195 166", 3, t.shaded())
		}
	})
	p.line(body)
	cuff := "M82 330C150 350 240 350 308 330C314 356 314 380 306 398C240 414 150 414 84 398C76 380 76 356 82 330z"
	p.form(cuff, t.lit().mix(t, 0.5))
	p.within(cuff, func(p pen) {
		for x := 88.0; x < 310; x += 13 {
			p.stroke("M"+xy(x, 330)+"V412", 3, t.shaded())
		}
	})
	p.form(panel(232, 356, 44, 30, 3), cream)
	p.word("NQ", 254, 379, 14, blue)
}

func scarf(p pen) {
	p.form(oval(200, 52, 9, 9), brass)
	for i, path := range []string{
		"M186 60C150 100 120 180 112 410C140 418 172 418 190 412C190 240 206 130 214 60z",
		"M186 60C210 130 220 240 216 384C240 392 270 392 290 384C288 220 262 110 214 60z",
	} {
		p.form(path, moss)
		p.within(path, func(p pen) {
			for y := 96.0; y < 400; y += 56 {
				p.stroke("M90 "+num(y)+"H310", 14, cream.see(0.55))
				p.stroke("M90 "+num(y+22)+"H310", 4, rust)
			}
			x := 150 + float64(i)*102
			p.stroke("M"+xy(x, 80)+"V420", 16, cream.see(0.4))
		})
		p.line(path)
	}
	for i := range 7 {
		p.line("M" + xy(116+float64(i)*12, 414) + "v22M" + xy(220+float64(i)*11.5, 388) + "v22")
	}
}

func mittens(p pen) {
	for i := range 2 {
		q := p.at(-22, 0, 1, 0).about(200, 270, -8)
		if i == 1 {
			q = p.mirror(200).at(-22, 0, 1, 0).about(200, 270, -8)
		}
		q.form("M110 372C96 300 92 240 96 190C100 140 178 140 184 190C186 214 186 230 184 246C196 226 214 232 214 250C212 278 196 300 184 318L182 372z", blue)
		q.within("M80 240H186V300H80z", func(p pen) {
			p.form("M110 372C96 300 92 240 96 190C100 140 178 140 184 190V372z", blue)
			for x := 104.0; x < 180; x += 18 {
				p.flat("M"+xy(x, 262)+"l9 -12l9 12l-9 12z", cream)
			}
		})
		q.stroke("M96 224H184M94 238H184M98 290H184", 4, cream)
		q.form("M104 366H188L192 424C166 430 130 430 106 424z", cream)
		q.line("M120 370v56M134 370v58M148 370v58M162 370v58M176 370v56")
	}
}
