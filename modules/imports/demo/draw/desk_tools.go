package draw

import "math"

func deskTools() []scene {
	back := deskBack
	return flatten([]scene{
		{name: "paper-shears", where: table, back: back, draw: shears},
		{name: "folding-rule", where: table, back: back, draw: foldingRule},
		{name: "reading-glass", where: table, back: back, draw: readingGlass},
		{name: "paper-tape", where: counter, back: back, draw: paperTape},
	}, in("desk-lamp", counter, back, deskLamp, hue{"slate", slate}, hue{"rust", rust}))
}

func shears(p pen) {
	q := p.about(200, 250, 34)
	for _, s := range []pen{q.about(200, 262, 11), q.mirror(200).about(200, 262, 11)} {
		s.form("M190 276L192 60C194 44 206 44 210 64L214 276z", steel)
		s.line("M206 80L208 262")
	}
	for i, s := range []pen{q.about(200, 262, 11), q.mirror(200).about(200, 262, 11)} {
		s.tube("M200 276C200 310 196 320 178 330", 18, iron)
		length := 40 - float64(i)*6
		s.tube(oval(168, 352+float64(i)*-4, 30, length), 14, iron)
	}
	q.form(oval(200, 262, 12, 12), brass)
	q.line("M193 257l14 10")
}

func foldingRule(p pen) {
	x, y := 62.0, 372.0
	for i, turn := range []float64{-68, 56, -60, 62} {
		sin, cos := math.Sincos(turn * math.Pi / 180)
		q := p.at(x+74*cos, y+74*sin, 1, turn)
		x, y = x+148*cos, y+148*sin
		q.form(panel(-86, -16, 172, 32, 14), straw)
		for k := range 15 {
			long := 8.0
			if k%5 == 0 {
				long = 14
			}
			q.line("M" + xy(-70+float64(k)*10, -15) + "v" + num(long))
		}
		if i%2 == 0 {
			q.word("10", -20, 10, 9, ink)
			q.word("20", 30, 10, 9, ink)
		}
		q.form(oval(74, 2, 6, 6), brass)
		q.form(oval(-74, 2, 6, 6), brass)
	}
}

func readingGlass(p pen) {
	p.about(200, 250, -3).form(panel(44, 92, 240, 320, 2), paper)
	q := p.about(200, 250, -3)
	for i := range 13 {
		q.stroke("M66 "+num(122+float64(i)*22)+"H262", 3, slate.see(0.6))
	}
	p.tube("M268 288L366 410", 26, oak)
	p.tube("M262 280L280 303", 18, brass)
	p.form(oval(194, 198, 112, 112), brass)
	p.form(oval(194, 198, 99, 99), paper)
	p.within(oval(194, 198, 98, 98), func(p pen) {
		p.flat(oval(194, 198, 100, 100), mist.see(0.7))
		p.word("TIDES", 194, 176, 40, ink)
		p.stroke("M90 206H300M90 240H300M90 274H300", 6, slate)
		p.stroke("M116 190A82 82 0 0 1 168 126", 7, paper)
	})
}

func paperTape(p pen) {
	p.form("M60 396L84 330H306L330 396C330 404 324 408 316 408H74C66 408 60 404 60 396z", iron)
	p.form("M296 330L340 300L352 312L330 346z", iron)
	p.form(oval(188, 268, 104, 104), oak.lit())
	p.stroke(oval(188, 268, 88, 88), 2, oak)
	p.stroke(oval(188, 268, 76, 76), 2, oak)
	p.form(oval(188, 268, 56, 56), pantryBack)
	p.form(oval(188, 268, 42, 42), iron)
	p.form(oval(188, 268, 12, 12), brass)
	p.form("M254 188C280 220 306 270 344 300L334 312C296 286 266 250 240 220z", oak.lit())
	p.form(box(110, 356, 160, 30), cream)
	p.word("PAPER TAPE", 190, 378, 14, ink)
}

func deskLamp(p pen, t tone) {
	p.form("M110 392A80 15 0 0 0 270 392V382A80 15 0 0 0 110 382z", t)
	p.form(oval(190, 381, 80, 15), t)
	p.tube("M190 378L118 262L232 162", 9, brass)
	p.form(oval(118, 262, 12, 12), t)
	p.form(oval(190, 374, 12, 8), brass)
	q := p.about(240, 160, -32)
	q.flat("M204 228L150 420H330L276 228z", straw.see(0.16))
	q.form(oval(240, 224, 22, 14), straw.lit())
	q.form("M222 132C222 118 258 118 258 132L262 156C290 170 306 196 308 226A68 14 0 0 1 172 226C174 196 190 170 218 156z", t)
	q.stroke("M190 216C194 196 204 182 218 172", 5, t.lit())
	p.form(oval(232, 162, 9, 9), brass)
}
