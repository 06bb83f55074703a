package draw

func pans() []scene {
	back := kitchenBack
	sauce := in("enamel-saucepan", counter, back, saucepan, hue{"cream", cream}, hue{"harbour-blue", blue})
	skillets := scene{name: "cast-iron-skillet", where: table, back: back, draw: skillet}
	return flatten([]scene{skillets, closer(skillets, "cast-iron-skillet-detail", 2, 278, 160)},
		sauce,
		[]scene{{name: "stockpot", where: counter, back: back, draw: stockpot}},
		in("whistling-kettle", counter, back, kettle, hue{"harbour-blue", blue}, hue{"cream", cream}, hue{"rust", rust}))
}

func skillet(p pen) {
	handle := p.about(165, 300, 45)
	handle.form("M148 190L152 62C152 40 178 40 178 62L182 190z", iron)
	handle.form("M158 62a7 9 0 0 1 14 0v22a7 8 0 0 1 -14 0z", kitchenBack.shaded())
	p.form("M165 182C180 182 184 170 198 176C206 182 232 190 246 214C280 250 284 300 276 328C282 340 268 346 266 356C240 404 196 420 165 418C100 418 48 366 48 300C48 236 100 182 165 182z", iron)
	p.form(oval(165, 300, 100, 100), iron.mix(ink, 0.35))
	p.stroke("M92 262A84 84 0 0 1 150 218", 5, iron.lit().see(0.5))
	p.word("28", 165, 318, 26, iron.lit().see(0.35))
}

func saucepan(p pen, t tone) {
	p = p.at(-4, 40, 0.9, 0)
	p.tube("M258 306L372 276", 17, t)
	p.tube("M346 283L378 274", 20, oak)
	p.form(turned(170, 292, 394, 98, 90, 5), t)
	p.rim(170, 292, 100, 4, ink, iron)
	p.form("M72 288C84 254 256 254 268 288A98 19.6 0 0 1 72 288z", t)
	p.tube("M158 258C158 236 182 236 182 258", 8, oak)
}

func stockpot(p pen) {
	p.tube("M96 280C52 280 52 322 98 320", 11, steel)
	p.tube("M294 280C338 280 338 322 292 320", 11, steel)
	p.form(turned(195, 226, 394, 102, 100, 0), steel)
	p.stroke(ring(195, 256, 101), 2.5, steel.shaded())
	p.stroke("M118 264V384", 7, steel.lit())
	p.rim(195, 224, 106, 4, steel, slate)
	p.form("M90 220C104 186 286 186 300 220A105 21 0 0 1 90 220z", steel.lit())
	p.tube("M172 190C172 160 218 160 218 190", 10, iron)
}

func kettle(p pen, t tone) {
	p.tube("M112 268C112 120 268 120 268 268", 13, iron)
	p.form("M268 330C312 322 312 262 342 250L356 268C338 290 344 352 280 374z", t)
	p.form(panel(330, 236, 34, 26, 6), iron)
	p.form("M108 268C70 300 70 360 84 394A106 21 0 0 0 296 394C310 360 310 300 272 268z", t)
	p.form("M108 268C120 240 260 240 272 268A82 16 0 0 1 108 268z", t)
	p.form(oval(190, 240, 14, 13), iron)
	p.tube("M150 150C176 142 204 142 230 150", 20, oak)
	p.stroke("M104 310C98 340 98 360 104 380", 7, t.lit())
}
