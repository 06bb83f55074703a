package draw

func camp() []scene {
	back := outdoorsBack
	return flatten(
		in("steel-flask", counter, back, flask, hue{"moss", moss}, hue{"cream", cream}),
		[]scene{
			{name: "steel-flask-in-use", where: counter, back: back, draw: flaskInUse},
			{name: "camp-stool", where: counter, back: back, draw: stool},
			{name: "pocket-knife", where: table, back: back, draw: pocketKnife},
			{name: "ridge-tent", where: counter, back: back, draw: tent},
		})
}

func flask(p pen, t tone) {
	p.tube("M240 236C300 240 300 344 242 350", 10, iron)
	body := "M144 214C140 228 136 234 136 250V394A59 11 0 0 0 254 394V250C254 234 250 228 246 214z"
	p.form(body, t)
	p.within(box(100, 366, 200, 60), func(p pen) { p.form(body, steel) })
	p.form("M142 214C142 196 152 188 158 184H232C238 188 248 196 248 214A53 9 0 0 1 142 214z", steel)
	p.form(turned(195, 112, 184, 37, 42, 0), steel)
	p.form(oval(195, 112, 37, 7), steel.lit())
	p.stroke("M154 254V352M166 126V172", 7, paper.see(0.5))
	p.form(panel(240, 228, 14, 22, 4), iron)
	p.form(panel(240, 336, 14, 22, 4), iron)
}

func flaskInUse(p pen) {
	flask(p.at(-60, 40, 0.9, 0), moss)
	q := p.at(76, 34, 0.9, 0)
	q.form(turned(220, 336, 402, 45, 40, 0), steel)
	q.rim(220, 336, 45, 4, steel, bark)
	p.stroke("M258 306c-12 -22 14 -30 2 -56M288 304c-12 -22 14 -30 2 -56", 4, paper.see(0.8))
}

func stool(p pen) {
	p.tube("M272 252L150 400M118 252L246 400", 13, oak.shaded())
	p.tube("M112 258L240 404M278 258L150 404", 14, oak)
	p.tube("M136 376H256", 10, oak)
	p.form("M88 228C150 262 240 262 302 228L310 250C244 290 146 290 80 250z", rust)
	p.line("M112 244L106 268M278 244L284 268")
	p.form(panel(74, 220, 28, 34, 6), rust.shaded())
	p.form(panel(288, 220, 28, 34, 6), rust.shaded())
	p.form(oval(195, 330, 9, 9), brass)
}

func pocketKnife(p pen) {
	p = p.about(200, 250, -30)
	p.form("M196 232L84 236C56 238 34 256 26 274C80 286 150 284 196 276z", steel.mix(paper, 0.2))
	p.line("M60 250C100 244 150 244 190 246")
	p.line("M150 236v10M136 237v9")
	p.form("M188 226C240 220 330 214 358 230C380 246 376 280 352 288C310 296 240 290 188 284z", oak)
	p.stroke("M216 236C270 230 320 228 346 238", 3, oak.lit())
	p.form("M184 226H220V288H184z", brass)
	for _, at := range []point{{202, 257}, {276, 258}, {344, 260}} {
		p.form(oval(at.x, at.y, 7, 7), steel)
	}
	p.tube("M358 270C384 290 384 330 362 342C346 350 338 334 350 324", 5, bark)
}

func tent(p pen) {
	p = p.at(18, 32, 0.92, 0)
	p.tube("M110 178L34 400M276 178L372 396", 2.500, cream)
	p.form("M110 176L276 176L356 396H206z", sand)
	p.line("M168 176L256 396M224 176L306 396")
	p.form("M110 176L40 396H206z", sand.lit())
	p.form("M110 186L104 396H158C132 340 116 260 110 186z", bark.mix(ink, 0.4))
	p.form("M110 186C98 260 84 330 62 394L104 396z", cream)
	p.form("M110 186C130 260 156 330 186 394L158 396C132 340 116 260 110 186z", cream)
	p.tube("M110 154V182M276 154V180", 6, oak)
	p.form("M110 154L146 164L110 174z", rust)
	p.tube("M30 396l8 14M368 392l8 14", 5, oak)
}
