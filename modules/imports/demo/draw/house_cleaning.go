package draw

func cleaning() []scene {
	back := houseBack
	return []scene{
		{name: "kitchen-broom", where: wall, back: back, draw: broom},
		{name: "dustpan-and-brush", where: table, back: back, draw: dustpan},
		{name: "scrubbing-brush", where: counter, back: back, draw: scrubbing},
		{name: "zinc-bucket", where: counter, back: back, draw: bucket},
		{name: "zinc-bucket-in-use", where: counter, back: back, draw: bucketInUse},
		{name: "olive-soap", where: table, back: back, draw: soap},
		{name: "clothes-pegs", where: wall, back: back, draw: pegs},
	}
}

func broom(p pen) {
	p = p.about(200, 250, 7)
	p.form(panel(192, 18, 16, 290, 8), oak)
	p.form("M176 300H224L234 336H166z", rust)
	p.form("M166 334C150 390 128 430 112 470C160 486 250 486 292 470C272 430 250 390 234 334z", straw)
	p.within("M166 334C150 390 128 430 112 470C160 486 250 486 292 470C272 430 250 390 234 334z", func(p pen) {
		p.line("M178 340L140 480M190 340L170 484M201 340V486M212 340L234 484M224 340L266 480")
	})
	p.stroke("M157 366C186 374 220 374 244 366M150 384C184 394 222 394 252 384", 4, rust)
}

func dustpan(p pen) {
	pan := p.about(200, 250, -10)
	pan.form(panel(152, 34, 40, 130, 16), blue)
	pan.form(oval(172, 58, 8, 8), houseBack.shaded())
	pan.form("M110 148C140 132 208 132 236 148L282 300C240 316 110 316 64 300z", blue)
	pan.form("M64 300C110 316 240 316 282 300L276 280C236 294 110 294 70 280z", blue.lit())
	pan.line("M128 172L104 276M218 172L242 276M172 166V284")
	b := p.about(230, 380, -24)
	b.form(panel(250, 350, 128, 26, 13), oak)
	b.form(panel(96, 340, 190, 42, 14), oak)
	b.form("M104 380H280L288 436C240 446 140 446 96 436z", bark)
	b.line("M124 384l-6 52M152 384l-3 54M180 384v56M208 384l2 54M236 384l4 52M262 384l6 50")
}

func scrubbing(p pen) {
	p.form("M62 344H330L318 398C250 404 140 404 74 398z", straw)
	p.within("M62 344H330L318 398C250 404 140 404 74 398z", func(p pen) {
		for i := range 17 {
			x := 70 + float64(i)*16
			p.line("M" + xy(x, 340) + "L" + xy(x+(x-196)*-0.06, 410))
		}
	})
	p.form("M44 346C36 306 60 292 96 296C150 300 176 284 220 288C270 292 300 280 330 296C356 310 352 336 346 346z", wood)
	p.stroke("M70 312C110 310 150 316 200 306", 4, wood.lit())
	p.flat(oval(112, 326, 4, 4), brass)
	p.flat(oval(284, 324, 4, 4), brass)
}

func bucket(p pen) {
	p.tube("M92 244C84 90 306 90 298 244", 5, steel)
	p.form("M88 244L118 394A77 14 0 0 0 272 394L302 244A107 21 0 0 1 88 244z", steel)
	p.within("M88 244L118 394A77 14 0 0 0 272 394L302 244z", func(p pen) {
		p.stroke(ring(195, 296, 100), 5, steel.shaded())
		p.stroke(ring(195, 303, 100), 3, steel.lit())
		p.stroke(ring(195, 362, 86), 5, steel.shaded())
		p.flat("M130 280L148 390H162L146 282z", steel.lit().see(0.7))
	})
	p.rim(195, 244, 108, 5, steel, slate)
	p.form(oval(92, 250, 10, 13), steel)
	p.form(oval(298, 250, 10, 13), steel)
	p.form(panel(164, 120, 62, 20, 9), oak)
}

func bucketInUse(p pen) {
	q := p.at(0, 4, 1, 0)
	q.form("M150 80L138 260H176L166 80z", oak)
	bucket(q)
	q.form("M94 250C84 226 120 230 130 238C150 222 176 232 186 240C206 224 232 230 240 240C262 228 304 232 296 252C240 268 150 268 94 250z", paper)
	q.form("M232 246C252 236 284 238 290 252C306 300 296 330 280 344C262 330 244 290 232 246z", rose)
	q.line("M252 256C256 286 266 316 276 330M272 254C280 280 284 300 284 318")
}

func soap(p pen) {
	p = p.about(200, 250, -14)
	p.form(panel(78, 168, 250, 172, 22), leaf.mix(paper, 0.2))
	p.stroke(panel(98, 188, 210, 132, 12), 3, leaf.shaded())
	p.word("NORTH", 203, 250, 34, leaf.shaded())
	p.word("QUAY", 203, 300, 34, leaf.shaded())
	p.form(panel(236, 158, 104, 192, 3), paper)
	p.stroke("M252 160V348M324 160V348", 4, blue)
	p.about(288, 254, 90).word("OLIVE", 288, 264, 22, blue)
}

func pegs(p pen) {
	p.tube("M-10 96C120 116 280 116 410 96", 4, slate)
	p.form("M96 190C60 330 74 430 200 434C326 430 340 330 304 190C250 206 150 206 96 190z", sand)
	p.form("M90 184C150 204 250 204 310 184L306 208C250 226 150 226 94 208z", blue)
	p.form("M150 196C150 60 250 60 250 196C236 202 164 202 150 196C166 200 180 200 180 196C180 108 220 108 220 196z", sand)
	p.word("PEGS", 200, 330, 36, blue)
	for _, x := range []float64{52, 344} {
		p.form("M"+xy(x-8, 92)+"h7l1 26l1 -26h7l4 58h-9l-3 -24l-3 24h-9z", wood)
	}
}
