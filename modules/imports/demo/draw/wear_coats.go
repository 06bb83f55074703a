package draw

func coats() []scene {
	back := wearBack
	oilskins := in("oilskin-coat", wall, back, oilskin, hue{"yellow", straw}, hue{"navy", blue.mix(ink, 0.45)})
	return flatten(oilskins,
		[]scene{closer(oilskins[0], "oilskin-coat-detail", 2.2, 190, 170)},
		in("work-jacket", wall, back, workJacket, hue{"harbour-blue", blue}, hue{"bark", bark}),
		in("striped-top", wall, back, stripedTop, hue{"navy", blue.mix(ink, 0.4)}, hue{"rust", rust}),
		[]scene{
			{name: "canvas-apron", where: wall, back: back, draw: apron},
			{name: "tweed-cap", where: counter, back: back, draw: tweedCap},
		})
}

const coatSleeve = "M150 106C96 118 74 240 62 346L112 356C118 310 124 270 136 240z"

func hanger(p pen) {
	p.tube("M200 84C200 66 220 66 218 48C214 30 188 32 188 48", 5, steel)
}

func oilskin(p pen, t tone) {
	hanger(p)
	p.form(coatSleeve, t)
	p.mirror(200).form(coatSleeve, t)
	p.form("M128 118C160 100 240 100 272 118C286 200 296 320 304 438C250 452 150 452 96 438C104 320 114 200 128 118z", t)
	p.form("M140 118C132 84 160 70 200 70C240 70 268 84 260 118C240 140 160 140 140 118z", t)
	p.flat("M156 112C154 90 172 84 200 84C228 84 246 90 244 112C230 126 170 126 156 112z", t.shaded().mix(ink, 0.3))
	p.form("M188 128H224V446H188z", t)
	for _, y := range []float64{164, 220, 276, 332} {
		p.form(panel(184, y, 30, 11, 5), bark)
		p.form(panel(208, y-5, 10, 21, 5), oak)
	}
	p.form("M118 300H174V316H118zM118 316H172V372H116z", t)
	p.form("M236 300H288V316H236zM236 316H286L290 372H236z", t)
	p.stroke("M132 160L124 250", 6, t.lit())
}

func workJacket(p pen, t tone) {
	hanger(p)
	p.form(coatSleeve, t)
	p.mirror(200).form(coatSleeve, t)
	p.form("M128 118C160 104 240 104 272 118L282 384C240 392 160 392 118 384z", t)
	p.line("M200 140V388M128 130C150 150 176 150 196 140")
	p.form("M156 100L200 146L172 166L138 118z", t.lit().mix(t, 0.4))
	p.form("M244 100L200 146L228 166L262 118z", t.lit().mix(t, 0.4))
	p.form("M134 290H188V364H132z", t)
	p.form("M212 290H266L268 364H212z", t)
	p.form("M220 188H262V236L241 244L220 236z", t)
	p.stroke("M138 298H184M216 298H262M224 196H258", 2, cream.see(0.7))
	for _, y := range []float64{182, 230, 278, 330} {
		p.form(oval(200, y, 6, 6), brass)
	}
	p.form(box(228, 180, 6, 28), straw)
}

func stripedTop(p pen, t tone) {
	sleeve := "M126 112C92 150 66 240 54 322L94 334C108 290 122 262 136 240z"
	body := "M150 100C176 114 224 114 250 100C268 106 276 112 282 122L284 386C240 394 160 394 116 386L118 122C124 112 132 106 150 100z"
	for _, q := range []pen{p, p.mirror(200)} {
		q.form(sleeve, paper)
		q.within(sleeve, func(p pen) {
			for d := 60.0; d < 250; d += 24 {
				p.stroke("M"+xy(40, 100+d)+"l110 34", 9, t)
			}
		})
		q.line(sleeve + "Z")
	}
	p.form(body, paper)
	p.within(body, func(p pen) {
		for y := 164.0; y < 380; y += 24 {
			p.stroke("M100 "+num(y)+"C160 "+num(y+6)+" 240 "+num(y+6)+" 300 "+num(y), 9, t)
		}
	})
	p.line(body)
	p.form("M150 100C176 114 224 114 250 100C246 94 236 92 228 92C214 100 186 100 172 92C164 92 154 94 150 100z", paper)
}

func apron(p pen) {
	p.form(oval(200, 44, 9, 9), brass)
	p.tube("M156 132C160 70 190 50 200 50C210 50 240 70 244 132", 7, bark)
	p.tube("M112 258C70 270 60 320 74 350M288 258C330 270 340 320 326 350", 6, bark)
	p.form("M150 124H250C252 190 264 230 292 246L298 438H102L108 246C136 230 148 190 150 124z", slate)
	p.form("M140 300H260V372C220 380 180 380 140 372z", slate)
	p.line("M196 300V376")
	p.form("M176 156H226V196C210 202 192 202 176 196z", slate)
	p.stroke("M146 306H254M180 162H222M112 430H288", 2, sand)
	p.form("M184 130l6 62h8l4 -62z", wood)
	for _, at := range []point{{156, 132}, {244, 132}, {114, 258}, {286, 258}} {
		p.form(oval(at.x, at.y, 7, 7), brass)
	}
}

func tweedCap(p pen) {
	p = p.at(28, 34, 0.92, 0)
	p.form("M112 346C70 346 30 372 26 396C60 412 130 412 190 398C140 388 118 370 112 346z", bark)
	crown := "M98 366C92 318 140 262 222 262C300 264 342 322 336 390C250 408 160 402 98 366z"
	p.form(crown, moss.mix(sand, 0.45))
	p.within(crown, func(p pen) {
		for d := -200.0; d < 400; d += 22 {
			p.line("M" + xy(d, 240) + "l18 12l-18 12l18 12l-18 12l18 12l-18 12l18 12l-18 12l18 12l-18 12l18 12l-18 12")
		}
		p.stroke("M224 262C180 290 158 340 160 400M224 262C270 290 290 340 288 404", 3, bark)
	})
	p.line(crown)
	p.form(oval(222, 262, 13, 7), moss.mix(sand, 0.3))
}
