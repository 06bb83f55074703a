package draw

func planting() []scene {
	back := gardenBack
	return []scene{
		{name: "terracotta-pot", where: counter, back: back, draw: pot},
		{name: "terracotta-pot-in-use", where: counter, back: back, draw: potInUse},
		{name: "kale-seeds", where: counter, back: back, draw: seeds},
		{name: "garden-twine", where: counter, back: back, draw: twine},
		{name: "bird-feeder", where: wall, back: back, draw: feeder},
		{name: "willow-trug", where: counter, back: back, draw: trug},
		{name: "willow-trug-in-use", where: counter, back: back, draw: trugInUse},
	}
}

func pot(p pen) {
	p.form(turned(195, 280, 398, 88, 62, 0), clay)
	p.form("M88 236L96 282A99 19 0 0 0 294 282L302 236z", clay)
	p.rim(195, 236, 107, 9, clay, bark.mix(ink, 0.3))
	p.stroke("M104 254L108 280M118 306L132 384", 6, clay.lit())
	p.flat("M236 330C250 326 262 340 258 360C250 382 236 380 232 362C228 350 228 334 236 330z", cream.see(0.35))
}

func potInUse(p pen) {
	q := p.at(40, 84, 0.8, 0)
	for i, turn := range []float64{-46, -22, 0, 22, 46} {
		l := q.about(195, 250, turn)
		h := 150 + float64(i%2)*24
		l.form("M188 250C170 "+num(250-h*0.4)+" 172 "+num(250-h*0.8)+" 195 "+num(250-h)+"C218 "+num(250-h*0.8)+" 220 "+num(250-h*0.4)+" 202 250z", leaf)
		l.line("M195 246V" + num(250-h*0.85))
	}
	pot(q)
	q.within("M80 226H310V262H80z", func(p pen) { p.flat(oval(195, 240, 96, 16), bark.mix(ink, 0.2)) })
	q.tube("M195 242v-30", 9, leaf)
}

func seeds(p pen) {
	p.about(250, 400, 12).form(panel(150, 170, 150, 228, 3), sand)
	q := p.about(190, 400, -5)
	q.form(panel(96, 152, 170, 250, 3), paper)
	q.flat(box(98, 154, 166, 40), moss)
	q.word("KALE", 181, 185, 24, cream)
	q.tube("M181 350V270", 12, leaf.lit())
	q.form("M181 300C140 316 120 296 128 282C112 270 122 250 136 252C134 230 156 224 166 236C172 216 198 218 200 236C214 226 234 236 230 254C246 256 250 276 236 284C240 302 214 314 181 300z", moss)
	q.line("M181 298V250M181 280L154 262M181 280L210 262M181 266L168 248M181 266L196 248")
	q.stroke("M116 370H246M126 384H236", 3, slate.see(0.7))
	for i := range 7 {
		p.form(oval(50+float64(i%4)*12, 398+float64(i/4)*10, 4, 4), bark)
	}
}

func twine(p pen) {
	p.form("M124 180C124 168 266 168 266 180V196C266 204 124 204 124 196z", wood)
	body := "M136 196C104 240 104 340 136 386H254C286 340 286 240 254 196z"
	p.form(body, moss.mix(sand, 0.35))
	p.within(body, func(p pen) {
		for i := range 14 {
			y := 176 + float64(i)*17
			p.line("M90 " + num(y+22) + "C150 " + num(y+8) + " 240 " + num(y-4) + " 300 " + num(y-12))
		}
	})
	p.line(body)
	p.form("M120 384C120 374 270 374 270 384V400C270 410 120 410 120 400z", wood)
	p.tube("M268 350C320 340 350 370 330 396C318 412 296 404 304 392", 5, moss.mix(sand, 0.35))
	p.form(panel(150, 262, 90, 56, 3), cream)
	p.word("TWINE", 195, 298, 18, ink)
}

func feeder(p pen) {
	p.tube("M200 -10V100", 3, bark)
	p.tube("M150 160C160 90 240 90 250 160", 5, steel)
	tube := panel(152, 150, 96, 210, 8)
	p.glass(tube)
	p.within(tube, func(p pen) {
		p.flat(box(140, 196, 120, 180), sand)
		for i := range 70 {
			p.flat(oval(156+float64(i*37%90), 200+float64(i*53%158), 3.200, 4.200), []tone{bark, oak, straw}[i%3])
		}
		p.stroke("M166 160V350", 6, paper.see(0.8))
	})
	p.line(tube)
	p.form("M138 156C150 128 250 128 262 156A62 9 0 0 1 138 156z", moss)
	p.form("M138 356H262L250 388H150z", moss)
	p.tube("M104 330H296M104 250H296", 6, oak)
	p.form(oval(200, 246, 9, 9), iron)
	p.form(oval(200, 326, 9, 9), iron)
	p.form("M268 244C262 222 272 196 300 194C318 194 324 206 322 218L334 222L322 228C318 248 304 256 288 254L262 284L258 276z", sea)
	p.flat("M300 220C306 240 296 250 284 250C276 246 276 232 284 222z", straw)
	p.flat(oval(310, 208, 3, 3), ink)
}

func trug(p pen) {
	p.tube("M94 296C94 130 296 130 296 296", 14, wood)
	p.form("M48 292C64 360 100 402 140 404H250C290 402 326 360 342 292A147 24 0 0 1 48 292z", wood)
	p.within("M48 292C64 360 100 402 140 404H250C290 402 326 360 342 292A147 24 0 0 1 48 292z", func(p pen) {
		p.line("M56 322C140 350 250 350 334 322M74 352C150 378 240 378 316 352M100 380C160 398 230 398 290 380")
		p.line("M94 290L120 400M296 290L270 400M195 310V410")
	})
	p.rim(195, 292, 148, 8, wood.lit(), bark)
	p.tube("M94 300C94 290 94 280 94 272M296 300C296 290 296 280 296 272", 14, wood)
}

func trugInUse(p pen) {
	trug(p)
	for _, c := range []struct{ x, turn float64 }{{110, -38}, {150, -14}, {190, 10}} {
		q := p.about(c.x, 300, c.turn)
		q.form("M"+xy(c.x-14, 236)+"q14 -10 28 0L"+xy(c.x+3, 316)+"q-3 4 -6 0z", rust.mix(straw, 0.4))
		q.tube("M"+xy(c.x, 234)+"v-34M"+xy(c.x-4, 234)+"l-14 -28M"+xy(c.x+4, 234)+"l14 -28", 5, leaf)
	}
	p.form("M220 300C200 250 240 226 262 236C286 226 318 254 296 300z", moss)
	p.line("M258 298V250M258 280l-18 -18M258 280l20 -18")
	p.within("M40 296H350V420H40z", func(p pen) {
		p.form("M48 292C64 360 100 402 140 404H250C290 402 326 360 342 292A147 24 0 0 1 48 292z", wood)
		p.line("M56 322C140 350 250 350 334 322M74 352C150 378 240 378 316 352M100 380C160 398 230 398 290 380")
		p.line("M94 316L120 400M296 316L270 400M195 318V410")
	})
}
