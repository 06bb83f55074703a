package draw

func pouring() []scene {
	back := tableBack
	return flatten([]scene{
		{name: "tumblers", where: counter, back: back, draw: tumblers},
		{name: "water-carafe", where: counter, back: back, draw: carafe},
		{name: "stem-glass", where: counter, back: back, draw: stemGlass},
	},
		in("pitcher", counter, back, pitcher, hue{"harbour-blue", blue}, hue{"cream", cream}),
		in("teapot", counter, back, teapot, hue{"rust", rust}, hue{"slate", slate}))
}

// glass draws something clear: what is behind it shows, and it has two gleams.
func (p pen) glass(body string) { p.form(body, glassy) }

func tumblers(p pen) {
	for i, x := range []float64{118, 264} {
		body := turned(x, 236+float64(i)*14, 394, 62, 48, 0)
		p.glass(body)
		p.within(body, func(p pen) {
			if i == 0 {
				p.flat(band(x, 300, 440, 90, 90), sea.see(0.55))
				p.flat(oval(x, 300, 58, 11), mist)
			}
			p.stroke("M"+xy(x-42, 262)+"l9 116", 6, paper)
			p.stroke("M"+xy(x+34, 280)+"l-5 80", 3, paper)
		})
		p.line(oval(x, 236+float64(i)*14, 62, 62*tilt))
	}
}

func carafe(p pen) {
	body := "M162 150V214C120 244 102 290 102 340V386A93 17 0 0 0 288 386V340C288 290 270 244 228 214V150A33 6.6 0 0 0 162 150z"
	p.glass(body)
	p.within(body, func(p pen) {
		p.flat("M90 296A105 20 0 0 0 300 296V420H90z", sea.see(0.6))
		p.flat(oval(195, 296, 92, 14), mist)
		p.stroke("M120 330V380M172 164V212", 7, paper)
	})
	p.line(body)
	p.form("M166 150C166 128 178 124 178 108C178 94 212 94 212 108C212 124 224 128 224 150A29 6 0 0 1 166 150z", oak)
}

func stemGlass(p pen) {
	p.form(oval(195, 392, 62, 12), glassy)
	p.form("M189 296L186 390H204L201 296z", glassy)
	body := "M142 158C132 230 142 300 195 304C248 300 258 230 248 158A53 10.600 0 0 1 142 158z"
	p.glass(body)
	p.within(body, func(p pen) {
		p.flat("M120 224A75 14 0 0 0 270 224V320H120z", plum.see(0.85))
		p.flat(oval(195, 224, 56, 9), plum.lit())
		p.stroke("M152 180C148 220 152 252 162 272", 6, paper)
	})
	p.line(oval(195, 158, 53, 10.6))
}

func pitcher(p pen, t tone) {
	p.tube("M262 208C346 190 340 340 266 344", 18, t)
	body := "M140 176L112 158C116 190 128 208 130 226C84 270 84 350 106 394A91 17 0 0 0 284 394C306 350 300 270 260 226C256 206 262 190 264 168A66 13 0 0 1 140 176z"
	p.form(body, t)
	p.within("M60 360C140 384 250 384 340 360V430H60z", func(p pen) { p.form(body, sand.mix(oak, 0.3)) })
	p.form("M112 158C150 150 220 148 264 168C250 186 180 190 140 176z", t.shaded())
	p.stroke("M112 292C104 320 106 344 112 362", 7, paper.see(0.4))
}

func teapot(p pen, t tone) {
	p.tube("M102 286C28 268 34 366 106 356", 15, t)
	p.form("M268 340C306 330 306 290 336 272L352 288C336 306 334 362 272 378z", t)
	p.form("M110 290C72 320 78 376 112 396A90 15 0 0 0 272 396C304 376 308 320 272 290z", t)
	p.form("M110 292C118 252 264 252 272 292A82 15 0 0 1 110 292z", t)
	p.form(oval(191, 252, 15, 13), t)
	p.stroke("M102 330C98 348 102 362 112 374", 7, t.lit())
}
