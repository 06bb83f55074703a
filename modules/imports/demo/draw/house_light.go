package draw

func lights() []scene {
	back := houseBack
	lantern := in("storm-lantern", counter, back, stormLantern, hue{"rust", rust}, hue{"slate", slate})
	return flatten(lantern,
		[]scene{closer(lantern[0], "storm-lantern-detail", 2, 205, 300)},
		in("table-lamp", counter, back, tableLamp, hue{"sea", sea}, hue{"cream", cream}),
		[]scene{
			{name: "beeswax-candles", where: counter, back: back, draw: candles},
			{name: "chamber-candlestick", where: counter, back: back, draw: candlestick},
			{name: "long-matches", where: counter, back: back, draw: matches},
		})
}

func stormLantern(p pen, t tone) {
	p.tube("M112 300C70 60 320 60 278 300", 5, steel)
	p.form("M128 372L118 402A77 13 0 0 0 272 402L262 372z", t)
	p.form("M126 330V374A69 12 0 0 0 264 374V330z", t)
	globe := "M160 206C118 240 118 304 156 330H234C272 304 272 240 230 206z"
	p.glass(globe)
	p.within(globe, func(p pen) {
		p.flat(oval(195, 280, 34, 52), straw.see(0.35))
		p.form("M195 238C216 268 218 300 195 308C172 300 174 268 195 238z", straw)
		p.flat("M195 268C206 284 206 302 195 306C184 302 184 284 195 268z", paper)
		p.stroke("M150 236C140 260 142 290 150 308", 6, paper)
	})
	p.form(panel(176, 306, 38, 24, 4), brass)
	p.form("M150 206L166 176H224L240 206A45 7 0 0 1 150 206z", t)
	p.form("M172 178V152C172 136 218 136 218 152V178A23 5 0 0 1 172 178z", t)
	p.tube("M128 356C104 350 104 200 166 186M262 356C286 350 286 200 224 186", 7, t)
	p.form(oval(264, 348, 9, 9), brass)
}

func tableLamp(p pen, t tone) {
	p.tube("M195 290V250", 10, brass)
	p.form(turned(195, 284, 396, 24, 58, 34), t)
	p.within(box(90, 346, 210, 20), func(p pen) { p.form(turned(195, 284, 396, 24, 58, 34), t.mix(paper, 0.4)) })
	p.form("M144 110H246L296 252A101 16 0 0 1 94 252z", cream)
	p.within("M144 110H246L296 252A101 16 0 0 1 94 252z", func(p pen) {
		p.flat(oval(195, 262, 90, 76), straw.see(0.4))
		p.line("M170 100L146 280M195 100V280M220 100L244 280")
	})
	p.tube("M248 268v34", 2, brass)
	p.form(oval(248, 306, 5, 6), brass)
	p.tube("M256 398C310 402 330 384 380 392", 3, bark)
}

func candles(p pen) {
	for i, x := range []float64{118, 182, 246} {
		top := 168 + float64(i%2)*38 + float64(i)*8
		p.form(turned(x, top, 396, 22, 22, 0), straw)
		p.form(oval(x, top, 22, 5), straw.lit())
		p.line("M" + xy(x, top) + "q3 -10 -1 -18")
		p.form("M"+xy(x, top-48)+"q16 24 0 34q-15 -10 0 -34z", straw.mix(paper, 0.3))
	}
	p.form("M82 300C150 312 220 312 284 300V338C220 350 150 350 82 338z", paper)
	p.word("BEESWAX", 184, 332, 15, ink)
}

func candlestick(p pen) {
	p.tube("M256 358C322 330 336 396 272 392", 9, brass)
	p.form("M86 372C96 408 294 408 304 372A109 21 0 0 1 86 372z", brass)
	p.form(oval(195, 372, 110, 22), brass)
	p.flat(oval(195, 373, 92, 16), brass.shaded())
	p.form(turned(195, 312, 368, 27, 32, -3), brass)
	p.form(turned(195, 196, 314, 19, 19, 0), cream)
	p.form("M176 196A19 4 0 0 1 214 196V226q-5 16 -9 0q-5 -14 -9 8q-5 8 -8 -10q-6 -8 -12 -2z", cream)
	p.line("M195 194v-14")
	p.form("M195 138C216 164 212 184 195 186C178 184 174 164 195 138z", straw)
}

func matches(p pen) {
	for _, m := range []struct{ x, y, turn float64 }{{150, 190, -9}, {172, 172, -4}, {194, 182, 2}, {214, 168, 7}, {236, 188, 12}} {
		q := p.about(m.x, 330, m.turn)
		q.form(box(m.x-4, m.y, 8, 160), wood.lit())
		q.form(oval(m.x, m.y, 7.500, 11), rust)
	}
	body := turned(195, 264, 394, 66, 70, 10)
	p.glass(body)
	p.within(body, func(p pen) {
		p.stroke("M132 290C126 320 128 350 134 376", 7, paper)
		p.form(panel(150, 306, 90, 52, 3), paper)
		p.word("STRIKE", 195, 339, 13, rust)
	})
	p.line(oval(195, 264, 66, 13))
}
