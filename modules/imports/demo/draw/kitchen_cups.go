package draw

func cups() []scene {
	back := kitchenBack
	mugs := in("harbour-mug", counter, back, mug,
		hue{"harbour-blue", blue}, hue{"sand", sand}, hue{"moss", moss}, hue{"rust", rust})
	enamel := in("enamel-mug", counter, back, enamelMug, hue{"white", paper}, hue{"slate", slate})
	return flatten(mugs, []scene{closer(mugs[0], "harbour-mug-detail", 2.1, 235, 330)},
		in("espresso-cup", counter, back, espresso, hue{"cream", cream}, hue{"slate", slate}),
		enamel, []scene{{name: "enamel-mug-in-use", where: counter, back: back, draw: mugsOnBoard}},
		in("ribbed-beaker", counter, back, beaker, hue{"sea", sea}, hue{"clay", clay}))
}

func mug(p pen, t tone) {
	p.tube("M250 272C335 250 335 372 252 362", 21, t)
	body := turned(185, 240, 396, 78, 66, 9)
	p.form(body, t)
	p.within(band(185, 374, 420, 90, 90), func(p pen) { p.form(body, sand.mix(oak, 0.35)) })
	p.within(body, func(p pen) {
		p.line(ring(185, 374, 72))
		for _, at := range []point{{140, 300}, {165, 335}, {210, 285}, {190, 350}, {150, 270}, {222, 330}, {205, 310}} {
			p.flat(oval(at.x, at.y, 1.6, 1.3), ink.see(0.5))
		}
	})
	p.rim(185, 240, 78, 7, t, t.shaded().mix(ink, 0.2))
	p.within(oval(185, 240.5, 71, 14.2), func(p pen) { p.flat(oval(188, 250, 70, 14), bark) })
}

func espresso(p pen, t tone) {
	p.form(oval(195, 388, 122, 27), t)
	p.flat(oval(195, 384, 70, 13), t.shaded())
	p.tube("M244 312C296 300 292 356 238 352", 13, t)
	p.form(turned(195, 296, 384, 60, 34, 10), t)
	p.rim(195, 296, 60, 6, t, bark)
	p.flat(oval(188, 297, 30, 5.5), oak)
}

func enamelMug(p pen, t tone) {
	rim := blue
	if t == slate {
		rim = ink
	}
	p.tube("M256 268C322 268 322 356 256 356", 15, t)
	p.form(turned(185, 232, 396, 76, 76, 0), t)
	p.rim(185, 232, 78, 5, rim, t.shaded())
	p.flat(oval(222, 378, 5, 4), iron)
	p.flat(oval(146, 392, 3, 2.4), iron)
	if rim == ink {
		rim = cream
	}
	p.stroke("M164 300h42M185 284v58M158 322c4 28 50 28 54 0M174 284h22", 5, rim)
}

func mugsOnBoard(p pen) {
	p.form(panel(58, 392, 290, 20, 6), oak)
	enamelMug(p.at(28, 104, 0.72, 0), paper)
	enamelMug(p.at(168, 152, 0.6, 0), slate)
	p.stroke("M146 218c-12 -24 14 -32 2 -58M180 214c-12 -24 14 -32 2 -58", 4, paper.see(0.8))
}

func beaker(p pen, t tone) {
	body := turned(195, 218, 398, 74, 54, 3)
	p.form(body, t)
	p.within(body, func(p pen) {
		for y := 246.0; y < 380; y += 17 {
			r := 77 - (y-218)*0.115
			p.stroke(ring(195, y, r), 3, t.shaded())
			p.stroke(ring(195, y+4, r), 2, t.lit().see(0.6))
		}
	})
	p.rim(195, 218, 74, 6, t, t.shaded().mix(ink, 0.25))
}
