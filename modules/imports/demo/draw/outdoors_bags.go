package draw

func bags() []scene {
	back := outdoorsBack
	return flatten(
		in("canvas-tote", wall, back, tote, hue{"natural", cream}, hue{"navy", blue.mix(ink, 0.4)}),
		in("harbour-rucksack", counter, back, rucksack, hue{"moss", moss}, hue{"rust", rust}, hue{"slate", slate}),
		in("sail-holdall", counter, back, holdall, hue{"sand", sand}, hue{"harbour-blue", blue}))
}

func tote(p pen, t tone) {
	p.form(oval(200, 52, 10, 10), oak)
	p.tube("M150 212C150 120 180 54 200 54C220 54 250 120 250 212", 11, t.shaded())
	p.form("M86 208H314L326 428C260 440 140 440 74 428z", t)
	mark := blue
	if t != cream {
		mark = cream
	}
	p.stroke("M200 276v96M176 296h48M156 342c6 42 82 42 88 0M200 258a9 9 0 1 0 .1 0", 9, mark)
	p.line("M88 224H312")
	p.tube("M144 236V206M256 236V206", 12, t.shaded())
	p.stroke("M100 244C96 300 94 360 96 410", 5, t.lit())
}

func rucksack(p pen, t tone) {
	p.tube("M286 220C336 260 330 350 292 380", 14, bark)
	p.tube("M164 128C164 96 226 96 226 128", 9, bark)
	p.form("M104 176C104 128 134 118 195 118C256 118 286 128 286 176L298 370C300 398 286 408 262 408H128C104 408 90 398 92 370z", t)
	p.form("M120 296C120 284 126 280 138 280H252C264 280 270 284 270 296V368C270 384 264 388 252 388H138C126 388 120 384 120 368z", t)
	p.form("M98 160C100 120 140 112 195 112C250 112 290 120 292 160L298 238C298 254 284 258 270 258H120C106 258 92 254 92 238z", t.lit().mix(t, 0.6))
	for _, x := range []float64{140, 250} {
		p.form(box(x-8, 220, 16, 96), bark)
		p.form(panel(x-12, 282, 24, 22, 3), brass)
	}
	p.form("M120 300H270L266 326H124z", t.lit().mix(t, 0.6))
	p.stroke("M112 170C108 190 106 210 106 232", 5, paper.see(0.35))
}

func holdall(p pen, t tone) {
	p.tube("M128 300C132 184 258 184 262 300", 12, bark)
	p.form("M60 306C60 274 80 262 110 262H284C314 262 334 274 334 306V378C334 398 322 406 302 406H92C72 406 60 398 60 378z", t)
	p.line("M78 280H316")
	p.stroke("M84 286H310", 3, brass)
	p.form("M60 318C76 312 96 312 104 320V392C94 404 72 402 60 388z", bark)
	p.form("M334 318C318 312 298 312 290 320V392C300 404 322 402 334 388z", bark)
	p.form(box(120, 292, 20, 114), bark)
	p.form(box(250, 292, 20, 114), bark)
	p.form(panel(158, 320, 74, 42, 4), cream)
	p.word("NQ 1", 195, 349, 15, ink)
	p.form(panel(300, 274, 10, 24, 4), brass)
}
