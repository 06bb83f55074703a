package draw

func tableLinen() []scene {
	back := tableBack
	napkins := in("linen-napkins", table, back, napkin, hue{"natural", sand}, hue{"harbour-blue", blue}, hue{"rose", rose})
	return flatten(napkins,
		in("striped-tablecloth", table, back, tablecloth, hue{"harbour-blue", blue}, hue{"rust", rust}),
		[]scene{
			{name: "cutlery-set", where: table, back: back, draw: cutlery},
			{name: "pepper-mill", where: counter, back: back, draw: mills},
			{name: "rope-trivet", where: table, back: back, draw: trivet},
			{name: "rope-trivet-in-use", where: counter, back: back, draw: trivetInUse},
		})
}

func napkin(p pen, t tone) {
	p.about(200, 260, 9).form(panel(84, 132, 230, 250, 4), t.shaded())
	q := p.about(200, 250, -4)
	q.form(panel(86, 130, 232, 248, 4), t)
	q.stroke("M98 142H306V366H98z", 2, t.lit())
	q.form("M86 130H318L86 378z", t.mix(paper, 0.14))
	q.stroke("M98 142H288L98 346", 2, t.shaded())
	q.stroke("M120 160L240 160M120 176L226 176", 4, paper.see(0.5))
}

func tablecloth(p pen, t tone) {
	folds := "M70 150C120 138 280 138 330 150V372C280 384 120 384 70 372z"
	p.at(6, 26, 1, 0).form(folds, cream.shaded())
	p.at(3, 13, 1, 0).form(folds, cream)
	p.form(folds, cream)
	p.within(folds, func(p pen) {
		for _, x := range []float64{98, 112, 126, 262, 276, 290} {
			p.stroke("M"+xy(x, 130)+"V400", 7, t)
		}
		p.stroke("M60 166C120 154 280 154 340 166M60 176C120 164 280 164 340 176", 4, t)
	})
	p.line(folds)
	p.line("M70 262C130 272 270 272 330 262")
}

// forkAt, knifeAt and spoonAt stand 300 units tall, centred on x = 50.
func forkAt(p pen) {
	p.form("M30 62C30 56 38 56 38 62V120H46V58C46 52 54 52 54 58V120H62V62C62 56 70 56 70 62V140C70 164 58 172 57 184L62 348C62 362 38 362 38 348L43 184C42 172 30 164 30 140z", steel)
}

func knifeAt(p pen) {
	p.form("M42 206V66C42 52 62 56 66 84C72 128 70 176 62 206z", steel)
	p.form("M40 204H64L66 346C66 362 38 362 38 346z", steel.mix(slate, 0.2))
}

func spoonAt(p pen) {
	p.form("M43 186L38 348C38 362 62 362 62 348L57 186C88 172 84 52 50 52C16 52 12 172 43 186z", steel)
	p.flat(oval(50, 114, 17, 40), steel.shaded())
}

func cutlery(p pen) {
	p.form(panel(46, 56, 308, 388, 6), wearBack.mix(blue, 0.5))
	p.stroke("M58 68H342V432H58z", 2, mist)
	forkAt(p.at(64, 44, 1, 0))
	knifeAt(p.at(128, 44, 1, 0))
	spoonAt(p.at(196, 44, 1, 0))
	spoonAt(p.at(276, 152, 0.68, 0))
	p.form(panel(40, 318, 320, 34, 4), wearBack.mix(blue, 0.72))
}

func mills(p pen) {
	for i, t := range []tone{oak, cream} {
		q := p.at(float64(i)*140-38, float64(i)*8-62, 1.15, 0)
		q.form("M96 398C88 360 112 336 106 300C102 272 88 262 94 244H162C168 262 154 272 150 300C144 336 168 360 160 398A32 7 0 0 1 96 398z", t)
		q.form("M96 240C88 196 108 178 128 178C148 178 168 196 160 240A32 6 0 0 1 96 240z", t)
		q.form(oval(128, 170, 11, 11), steel)
		q.stroke("M108 210C104 220 106 228 108 234", 5, t.lit())
	}
}

func trivet(p pen) {
	for _, r := range []float64{134, 106, 78, 50, 22} {
		p.tube(oval(200, 250, r, r), 25, straw.mix(sand, 0.5))
	}
	p.within(oval(200, 250, 148, 148), func(p pen) {
		for i := range 24 {
			p.about(200, 250, float64(i)*15).stroke("M200 98l8 24M200 128l7 20M200 158l5 18", 2, oak.see(0.6))
		}
	})
	p.tube("M308 330C350 340 366 384 336 392C322 394 318 378 326 364", 11, straw.mix(sand, 0.5))
}

func trivetInUse(p pen) {
	p.form(panel(76, 388, 230, 24, 12), straw.mix(sand, 0.5))
	p.stroke("M96 392l8 16M126 392l8 16M156 392l8 16M186 392l8 16M216 392l8 16M246 392l8 16M276 392l8 16", 2.5, oak)
	saucepan(p.at(14, 28, 0.88, 0), blue)
}
