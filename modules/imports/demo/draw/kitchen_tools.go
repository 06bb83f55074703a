package draw

func kitchenTools() []scene {
	back := kitchenBack
	list := []scene{
		{name: "paring-knife", where: table, back: back, draw: paringKnife},
		{name: "bread-knife", where: table, back: back, draw: breadKnife},
		{name: "beech-spoons", where: table, back: back, draw: spoons},
		{name: "chopping-board", where: counter, back: back, draw: choppingBoard},
		{name: "rolling-pin", where: table, back: back, draw: rollingPin},
		{name: "balloon-whisk", where: wall, back: back, draw: whisk},
		{name: "box-grater", where: counter, back: back, draw: grater},
	}
	return flatten(list, in("footed-colander", counter, back, colander, hue{"white", paper}, hue{"moss", moss}),
		[]scene{
			closer(list[1], "bread-knife-detail", 2.2, 150, 205),
			{name: "chopping-board-in-use", where: table, back: back, draw: boardInUse},
		})
}

func paringKnife(p pen) {
	p = p.about(200, 250, -32)
	p.form("M206 236L72 240C84 262 130 272 206 268z", steel)
	p.stroke("M96 254C130 264 170 266 204 264", 3, steel.lit())
	p.form(box(204, 232, 14, 38), brass)
	p.form("M218 234C260 228 312 228 336 236C350 246 346 268 330 272C300 276 250 274 218 270z", oak)
	p.flat(oval(248, 252, 5, 5), brass)
	p.flat(oval(304, 252, 5, 5), brass)
}

func breadKnife(p pen) {
	p = p.about(200, 250, -52)
	p.form("M226 230H16C4 232 6 262 20 264l10 -5l10 6l10 -6l10 6l10 -6l10 6l10 -6l10 6l10 -6l10 6l10 -6l10 6l10 -6l10 6l10 -6l10 6l10 -6l10 6l10 -6l10 6l10 -6z", steel)
	p.stroke("M30 240H220", 3, steel.lit())
	p.form("M226 228C262 222 300 240 330 228C356 224 372 250 362 272C346 284 330 268 296 272C262 276 240 268 226 268z", bark)
	p.flat(oval(250, 250, 5, 5), brass)
	p.flat(oval(290, 252, 5, 5), brass)
	p.flat(oval(330, 250, 5, 5), brass)
}

func spoons(p pen) {
	a := p.about(200, 420, -20)
	a.form("M193 196L190 426C190 440 210 440 210 426L207 196C238 180 232 92 200 92C168 92 162 180 193 196z", wood)
	a.flat(oval(200, 140, 18, 32), wood.shaded())
	p.form("M194 176L190 436C190 448 210 448 210 436L206 176C232 168 236 74 226 64C216 56 184 56 174 64C164 74 168 168 194 176z", wood.lit())
	p.line("M186 84V140M200 84V146M214 84V140")
	b := p.about(200, 420, 20)
	b.form("M194 190L190 426C190 440 210 440 210 426L206 190C228 182 232 100 222 84C206 92 190 100 176 100C170 130 176 182 194 190z", oak)
}

func choppingBoard(p pen) {
	p = p.about(195, 405, -4)
	p.form("M88 170C88 156 96 150 110 150H162C172 150 174 140 176 120C178 88 212 88 214 120C216 140 218 150 228 150H280C294 150 302 156 302 170V388C302 402 294 408 280 408H110C96 408 88 402 88 388z", wood)
	p.form(oval(195, 120, 8, 8), kitchenBack.shaded())
	p.stroke("M126 162V398M170 162V398M226 158V398M268 160V398", 2, oak)
	p.stroke("M150 220c10 30 -8 60 4 110M250 190c-12 40 10 80 -2 130", 2, oak)
	p.tube("M195 112C182 84 208 66 216 86C218 96 208 110 197 114", 4, cream)
}

func boardInUse(p pen) {
	p.about(200, 250, 8).form(panel(70, 110, 250, 300, 16), wood)
	b := p.about(200, 250, 8)
	b.stroke("M110 120V400M164 116V404M232 116V404M280 118V400", 2, oak)
	p.form("M120 250C110 200 190 160 240 190C280 220 260 280 220 300C180 320 130 300 120 250z", oak.mix(straw, 0.4))
	p.line("M150 222l26 22M180 202l26 24M212 194l22 24")
	p.form("M232 330C226 316 246 306 262 312C282 318 282 340 262 346C246 350 236 342 232 330z", cream)
	p.form("M176 350C170 336 190 326 206 332C226 338 226 360 206 366C190 370 180 362 176 350z", cream)
	breadKnife(p.at(120, 170, 0.75, 26))
}

func rollingPin(p pen) {
	p = p.about(200, 250, -38)
	p.form("M22 250C14 238 26 228 40 234L84 240V262L40 268C26 272 14 262 22 250z", oak)
	p.form("M378 250C386 238 374 228 360 234L316 240V262L360 268C374 272 386 262 378 250z", oak)
	p.form(panel(82, 214, 236, 72, 14), wood)
	p.stroke("M96 232H300", 5, wood.lit())
	p.stroke("M104 262H280M130 248H310", 2, oak)
}

func whisk(p pen) {
	p.form(oval(200, 62, 10, 10), brass)
	p.form("M190 232L186 92C186 76 214 76 214 92L210 232z", oak)
	p.tube("M194 232C130 320 120 440 200 440C280 440 270 320 206 232", 5, steel)
	p.tube("M197 232C160 320 156 440 200 440C244 440 240 320 203 232", 5, steel)
	p.tube("M200 232V440", 5, steel)
	p.form(panel(184, 218, 32, 24, 5), steel)
}

func grater(p pen) {
	p.tube("M156 148C156 92 234 92 234 148", 14, oak)
	p.form("M142 148H248L300 396A110 18 0 0 1 90 396z", steel)
	for row := range 8 {
		y := 182 + float64(row)*26
		half := 34 + float64(row)*5
		for i := range 6 {
			x := 195 - half + half*2*float64(i)/5
			p.flat("M"+xy(x-6, y)+"q6 -11 12 0z", iron)
		}
	}
	p.form(panel(136, 142, 118, 14, 4), steel.lit())
}

func colander(p pen, t tone) {
	p.tube("M96 292C56 284 58 326 104 320", 11, t)
	p.tube("M294 292C334 284 332 326 286 320", 11, t)
	p.form("M156 380L148 402H242L234 380z", t)
	p.form("M90 280C96 350 140 388 195 388C250 388 294 350 300 280A105 21 0 0 1 90 280z", t)
	for row, count := range []int{9, 8, 7, 5} {
		for i := range count {
			x := 195 + (float64(i)-float64(count-1)/2)*20
			lift := (x - 195) * (x - 195) / 900
			p.flat(oval(x, 318+float64(row)*16-lift, 3.6, 3.2), iron)
		}
	}
	p.rim(195, 280, 107, 6, t, t.shaded())
	for i := range 7 {
		p.flat(oval(135+float64(i)*20, 286, 3.4, 1.8), iron)
	}
}
