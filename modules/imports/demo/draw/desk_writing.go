package draw

func writing() []scene {
	back := deskBack
	return flatten([]scene{
		{name: "cedar-pencils", where: table, back: back, draw: pencils},
		{name: "fountain-pen", where: table, back: back, draw: fountainPen},
		{name: "brass-sharpener", where: table, back: back, draw: sharpener},
	}, in("ink-bottle", counter, back, inkBottle, hue{"ink", ink}, hue{"moss", moss}, hue{"plum", plum}))
}

// pencil lies along the x axis, 280 units long, its point at the left.
func pencil(p pen, t tone) {
	p.form("M-140 0L-104 -13V13z", wood.lit())
	p.flat("M-140 0L-128 -4.500V4.500z", ink)
	p.form(box(-104, -13, 216, 26), t)
	p.stroke("M-102 -5H108", 2, t.lit())
	p.stroke("M-102 5H108", 2, t.shaded())
	p.form(box(108, -13, 16, 26), steel)
	p.form("M124 -12H136C144 -12 144 12 136 12H124z", rose)
}

func pencils(p pen) {
	for i, t := range []tone{blue, rust, straw, moss, slate} {
		pencil(p.at(200, 160+float64(i)*44, 1.05, -34+float64(i%2)*2), t)
	}
	p.about(200, 250, -34).form(panel(190, 108, 52, 284, 2), paper)
	p.about(216, 250, 56).word("CEDAR 2B", 216, 258, 22, ink)
}

func fountainPen(p pen) {
	p = p.about(200, 250, -42)
	p.form("M4 250L66 228L74 250L66 272z", brass)
	p.line("M8 250H52")
	p.form(oval(54, 250, 4, 4), ink)
	p.form("M66 230H124V270H66L74 250z", ink)
	p.form(box(120, 226, 12, 48), brass)
	p.form("M132 226H300C330 226 346 240 346 250C346 260 330 274 300 274H132z", blue)
	p.stroke("M142 236H306", 5, blue.lit())
	p.form(box(280, 226, 12, 48), brass)
	q := p.at(10, 90, 1, 0)
	q.form("M140 226H270C288 226 296 240 296 250C296 260 288 274 270 274H140z", blue)
	q.form(box(138, 225, 16, 50), brass)
	q.form("M272 242H180C170 242 170 256 180 256H280z", brass)
}

func sharpener(p pen) {
	q := p.about(200, 270, -18)
	q.form("M110 210L290 190V330L110 310z", brass)
	q.form("M128 226L276 212V308L128 294z", steel)
	q.line("M128 280L276 292")
	q.form(oval(202, 260, 18, 18), brass)
	q.line("M190 252l24 16")
	q.form("M110 230C96 232 96 286 110 290z", ink)
	pencil(p.at(60, 304, 0.8, 162), rust)
	p.form("M250 380C270 352 312 356 318 384C322 408 294 420 280 402C272 390 290 382 296 392", wood.lit())
	p.line("M300 410C330 400 352 412 346 430")
}

func inkBottle(p pen, t tone) {
	p.form("M150 236H240V262H150z", glassy)
	body := "M92 288C92 268 110 262 130 262H260C280 262 298 268 298 288V380C298 398 288 404 270 404H120C102 404 92 398 92 380z"
	p.glass(body)
	p.within(body, func(p pen) {
		p.flat("M104 300H286V376C286 388 280 394 266 394H124C110 394 104 388 104 376z", t)
		p.stroke("M104 290V384", 6, paper)
	})
	p.line(body)
	p.form(turned(195, 188, 238, 54, 54, 0), iron)
	p.form(oval(195, 188, 54, 10), iron.lit())
	p.line("M152 204v36M168 208v36M184 210v38M206 210v38M222 208v36M238 204v36")
	p.form(panel(134, 308, 122, 68, 3), cream)
	p.word("INK", 195, 354, 26, t)
	p.stroke("M148 318H242M148 366H242", 2, t)
}
