package draw

func shore() []scene {
	back := outdoorsBack
	return flatten([]scene{
		{name: "mooring-rope", where: table, back: back, draw: rope},
		{name: "crab-line", where: table, back: back, draw: crabLine},
		{name: "cork-float", where: wall, back: back, draw: corkFloat},
		{name: "diamond-kite", where: wall, back: back, draw: kite},
	},
		in("dry-bag", counter, back, dryBag, hue{"yellow", straw}, hue{"sea", sea}),
		in("storm-umbrella", counter, back, umbrella, hue{"navy", blue.mix(ink, 0.4)}, hue{"rust", rust}))
}

func rope(p pen) {
	rope := sand.mix(paper, 0.2)
	p.tube("M252 330C300 370 330 400 372 410", 22, rope)
	for i, r := range []float64{150, 126, 102} {
		p.tube(oval(190, 250, r, r*0.96), 24, rope)
		p.within("M0 0H400V500H0z", func(p pen) {
			n := 40 - i*6
			for k := range n {
				p.about(190, 250, float64(k)*360/float64(n)).stroke("M"+xy(184, 240-r)+"l11 20", 2, oak.see(0.8))
			}
		})
	}
	p.tube("M190 328C180 370 178 390 194 416C206 392 206 370 196 330", 15, rope)
	for i := range 6 {
		p.about(190, 340, float64(i)*4-8).tube("M166 "+num(330+float64(i)*11)+"h50", 9, rust)
	}
}

func crabLine(p pen) {
	p.form("M92 100H236C248 100 252 112 240 118C228 126 226 138 226 150V300C226 312 228 324 240 332C252 338 248 350 236 350H92C80 350 76 338 88 332C100 324 102 312 102 300V150C102 138 100 126 88 118C76 112 80 100 92 100z", wood)
	for y := 146.0; y < 304; y += 9 {
		p.tube("M98 "+num(y)+"L230 "+num(y+5), 7, rust)
	}
	p.line("M228 300C290 290 330 330 300 372C290 390 292 396 296 404")
	p.form("M288 400h16l6 34c0 14 -28 14 -28 0z", slate)
	p.tube("M296 446c0 20 22 22 24 4", 4, steel)
	p.word("CRABS", 164, 134, 15, bark)
	p.form("M92 420C92 398 112 388 136 388C160 388 180 398 180 420C180 436 160 444 136 444C112 444 92 436 92 420z", rust.lit().mix(rust, 0.7))
	p.tube("M96 410C76 400 70 380 84 370M176 410C196 400 202 380 188 370M100 436l-16 14M172 436l16 14M116 442l-8 18M156 442l8 18", 7, rust)
	p.flat(oval(124, 404, 4, 5), ink)
	p.flat(oval(148, 404, 4, 5), ink)
}

func corkFloat(p pen) {
	p.tube("M200 40C196 80 204 100 200 140", 7, sand)
	p.tube("M186 44C182 30 218 30 214 44C214 54 186 54 186 44z", 6, sand)
	p.form("M184 134H216V430C216 446 184 446 184 430z", oak)
	p.form("M200 150C276 150 292 196 292 250C292 304 276 350 200 350C124 350 108 304 108 250C108 196 124 150 200 150z", paper)
	p.within("M100 196H300V250H100zM100 304H300V350H100z", func(p pen) {
		p.form("M200 150C276 150 292 196 292 250C292 304 276 350 200 350C124 350 108 304 108 250C108 196 124 150 200 150z", rust)
	})
	p.stroke("M128 218C122 244 124 270 130 288", 7, paper.see(0.55))
	p.word("17", 200, 290, 26, ink)
}

func kite(p pen) {
	p = p.about(200, 230, 14)
	p.line("M200 330C190 380 240 400 216 440C200 466 220 480 226 500")
	p.form("M200 42L306 160L200 340L94 160z", cream)
	p.form("M200 42L306 160H200z", rust)
	p.form("M94 160H200V340z", blue)
	p.stroke("M200 46V334M98 160H302", 5, oak)
	for _, at := range []point{{206, 384}, {222, 436}} {
		p.form("M"+xy(at.x, at.y)+"l-24 -12v24zM"+xy(at.x, at.y)+"l24 -12v24z", straw)
	}
	p.line("M200 160C180 220 150 300 40 420")
}

func dryBag(p pen, t tone) {
	p.tube("M134 176C100 110 290 110 256 176", 9, iron)
	p.form("M110 206C100 280 100 340 110 392A86 15 0 0 0 280 392C290 340 290 280 280 206z", t)
	p.form("M118 190C160 200 230 200 272 190L280 206C230 222 160 222 110 206z", t.shaded())
	p.form(panel(104, 162, 182, 34, 14), t)
	p.line("M116 180H272")
	p.form(panel(164, 158, 62, 42, 6), iron)
	p.line("M186 166v26M204 166v26")
	p.form(panel(140, 270, 110, 70, 4), paper.see(0.9))
	p.word("20 L", 195, 316, 28, ink)
	p.stroke("M122 236C116 290 118 340 124 374", 7, t.lit())
}

func umbrella(p pen, t tone) {
	p = p.at(18, 36, 0.9, 0).about(195, 300, 10)
	p.tube("M195 120V376C195 420 240 420 240 384", 9, oak)
	p.tube("M195 70V104", 6, steel)
	canopy := "M30 262C34 160 110 96 195 96C280 96 356 160 360 262C340 244 318 244 306 262C290 240 266 240 252 262C234 240 156 240 138 262C124 240 100 240 84 262C72 244 50 244 30 262z"
	p.form(canopy, t)
	p.within(canopy, func(p pen) {
		p.stroke("M195 96C150 140 138 200 138 270M195 96C240 140 252 200 252 270M195 96C110 130 88 190 84 270M195 96C280 130 302 190 306 270", 2.5, t.shaded().mix(ink, 0.3))
		p.stroke("M60 216C74 170 100 138 132 122", 5, t.lit())
	})
	p.line(canopy)
}
