package draw

func stationery() []scene {
	back := deskBack
	books := in("cloth-notebook", table, back, notebook, hue{"harbour-blue", blue}, hue{"rust", rust}, hue{"moss", moss})
	return flatten(books, []scene{
		{name: "cloth-notebook-in-use", where: table, back: back, draw: notebookOpen},
		{name: "letter-set", where: table, back: back, draw: letterSet},
		{name: "tide-calendar", where: wall, back: back, draw: calendar},
	})
}

func notebook(p pen, t tone) {
	p = p.about(200, 250, -6)
	p.form(panel(96, 88, 222, 320, 6), cream)
	p.form(panel(88, 80, 222, 320, 8), t)
	p.form("M96 80C90 80 88 84 88 88V392C88 398 92 400 96 400H122V80z", t.shaded())
	p.form(panel(158, 142, 112, 66, 3), cream)
	p.word("NOTES", 214, 172, 14, ink)
	p.stroke("M174 190H254", 2, ink)
	p.tube("M288 80V400", 5, t.shaded().mix(ink, 0.3))
	p.tube("M230 398C232 420 226 430 232 446", 5, rust.mix(straw, 0.5))
	p.stroke("M134 94V386", 2, t.lit())
}

func notebookOpen(p pen) {
	p.form("M30 150C90 140 160 142 200 156C240 142 310 140 370 150V372C310 362 240 364 200 378C160 364 90 362 30 372z", blue)
	p.form("M40 142C96 132 164 134 200 148V368C164 354 96 352 40 362z", paper)
	p.form("M360 142C304 132 236 134 200 148V368C236 354 304 352 360 362z", paper)
	for i := range 8 {
		y := 176 + float64(i)*22
		p.stroke("M60 "+num(y)+"C100 "+num(y-6)+" 150 "+num(y-4)+" 184 "+num(y+6), 1.6, sea)
		p.stroke("M216 "+num(y+6)+"C250 "+num(y-4)+" 300 "+num(y-6)+" 342 "+num(y), 1.6, sea)
	}
	p.line("M66 170q10 -13 20 0q9 11 18 0q10 -13 20 0q12 11 22 0M64 192q10 -12 20 0q10 11 20 0q14 -12 26 0M66 214q9 -12 18 0q10 11 20 0q8 -9 16 0")
	p.line("M232 300C250 262 296 260 320 296C300 306 256 308 232 300zM276 262V214L308 256M276 222L250 258")
	pencil(p.at(250, 400, 0.9, -24), straw)
}

func letterSet(p pen) {
	for i := range 3 {
		q := p.about(200, 250, 10-float64(i)*6)
		q.form(panel(96, 60+float64(i)*6, 214, 270, 2), paper)
	}
	q := p.about(200, 250, -2)
	q.stroke("M122 110H238M122 132H276M122 154H264M122 176H280", 2, sea)
	e := p.about(200, 350, 4)
	e.form(panel(66, 236, 270, 180, 4), cream)
	e.line("M68 238L200 340L334 238M68 414L168 318M334 414L234 318")
	e.form(oval(201, 334, 24, 23), rust)
	e.stroke("M201 324v18M194 329h14M190 338c3 10 19 10 22 0", 3, rust.shaded())
}

func calendar(p pen) {
	p.tube("M176 74L200 46L224 74", 3, bark)
	p.form(oval(200, 44, 7, 7), brass)
	p.form(panel(82, 74, 236, 340, 4), paper)
	p.form(panel(72, 66, 256, 22, 8), oak)
	p.form("M82 92H318V224H82z", mist)
	p.within("M82 92H318V224H82z", func(p pen) {
		p.form(oval(262, 128, 20, 20), straw)
		p.form("M60 176C100 156 120 196 160 176C200 156 220 196 260 176C290 160 310 190 340 176V260H60z", sea)
		p.form("M60 200C100 180 120 220 160 200C200 180 220 220 260 200C290 184 310 214 340 200V260H60z", blue)
	})
	p.line(box(82, 92, 236, 132))
	p.word("MARCH", 200, 256, 20, ink)
	for row := range 5 {
		for col := range 7 {
			t := slate
			if col == 6 {
				t = rust
			}
			p.flat(box(100+float64(col)*30, 276+float64(row)*25, 14, 9), t.see(0.75))
		}
	}
	p.stroke(oval(137, 331, 17, 12), 3, rust)
}
