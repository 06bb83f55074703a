package draw

func tableware() []scene {
	back := tableBack
	plates := in("dinner-plate", table, back, plate, hue{"cream", cream}, hue{"harbour-blue", blue}, hue{"moss", moss})
	return flatten(plates,
		[]scene{{name: "dinner-plate-in-use", where: table, back: back, draw: setPlace}},
		in("deep-bowl", counter, back, bowl, hue{"sand", sand}, hue{"slate", slate}),
		[]scene{
			{name: "fish-platter", where: table, back: back, draw: platter},
			{name: "butter-dish", where: counter, back: back, draw: butterDish},
			{name: "egg-cups", where: counter, back: back, draw: eggCups},
		})
}

func plate(p pen, t tone) {
	p.form(oval(200, 250, 158, 158), t)
	p.stroke(oval(200, 250, 151, 151), 3, oak.mix(t, 0.3))
	p.form(oval(200, 250, 108, 108), t.mix(paper, 0.1))
	p.stroke("M112 214A96 96 0 0 1 158 162", 5, paper.see(0.5))
	for _, at := range []point{{170, 300}, {240, 230}, {200, 190}, {252, 296}, {190, 250}, {300, 190}, {92, 300}, {160, 130}, {256, 372}} {
		p.flat(oval(at.x, at.y, 1.7, 1.5), ink.see(0.45))
	}
}

func setPlace(p pen) {
	p.flat(panel(22, 64, 356, 372, 4), cream)
	p.line(panel(22, 64, 356, 372, 4))
	plate(p.at(66, 86, 0.66, 0), blue)
	p.form("M162 224C172 206 214 202 240 224L262 212L256 246L264 278L240 264C212 290 172 280 162 256C158 246 158 234 162 224z", steel)
	p.line("M178 234a4 4 0 1 0 .1 0M192 216C204 230 204 254 192 270M212 226l10 14l-10 14M228 228l8 12l-8 14")
	forkAt(p.at(22, 118, 0.62, 0))
	knifeAt(p.at(282, 118, 0.62, 0))
}

func bowl(p pen, t tone) {
	p.form("M150 376L146 402A48 9 0 0 0 244 402L240 376z", t)
	p.form("M78 270C82 340 132 388 195 388C258 388 308 340 312 270A117 23 0 0 1 78 270z", t)
	p.within("M60 300C140 330 250 330 330 300V420H60z", func(p pen) {
		p.form("M78 270C82 340 132 388 195 388C258 388 308 340 312 270A117 23 0 0 1 78 270z", t.mix(paper, 0.45))
	})
	p.rim(195, 270, 117, 6, t, t.shaded())
	p.stroke("M96 300C104 332 122 352 140 364", 5, paper.see(0.45))
}

func platter(p pen) {
	p = p.about(200, 250, -24)
	p.form(oval(200, 250, 184, 116), cream)
	p.form(oval(200, 250, 142, 78), paper)
	p.form("M92 246C124 196 222 196 276 244L318 216C312 240 312 262 320 288L276 258C224 304 124 300 92 246z", sea)
	p.line("M138 222C150 238 150 262 138 276M120 240a4 4 0 1 0 .1 0M168 230c8 10 8 24 0 34M192 226c8 12 8 30 0 42M216 228c8 12 8 28 0 38M240 236c6 10 6 20 0 26")
	p.stroke("M58 206C84 168 132 146 186 142", 4, paper)
}

func butterDish(p pen) {
	p.form(panel(70, 372, 250, 26, 12), cream)
	p.form("M96 374V318C96 296 108 286 130 286H260C282 286 294 296 294 318V374z", blue)
	p.form(panel(172, 258, 46, 30, 13), blue)
	p.stroke("M114 320V360", 7, paper.see(0.4))
	p.flat(box(97, 358, 196, 6), cream)
}

func eggCups(p pen) {
	for i, t := range []tone{clay, cream} {
		q := p.at(float64(i)*140, float64(i)*12-10, 1, 0)
		q.form(turned(125, 372, 402, 22, 42, -8), t)
		q.form("M80 312C82 352 106 376 125 376C144 376 168 352 170 312A45 9 0 0 1 80 312z", t)
		q.rim(125, 312, 46, 5, t, t.shaded())
		q.form("M86 314C84 268 104 226 125 226C146 226 166 268 164 314A39 7 0 0 1 86 314z", sand.mix(paper, 0.3))
	}
}
