package draw

func tins() []scene {
	back := pantryBack
	return []scene{
		{name: "sea-salt", where: counter, back: back, draw: salt},
		{name: "smoked-sardines", where: table, back: back, draw: sardines},
		{name: "dillisk", where: counter, back: back, draw: dillisk},
	}
}

func salt(p pen) {
	p.form(turned(195, 262, 396, 88, 88, 0), paper)
	p.within(band(195, 262, 300, 90, 90), func(p pen) { p.form(turned(195, 262, 396, 88, 88, 0), sea) })
	p.line(ring(195, 300, 88))
	p.form(turned(195, 224, 260, 92, 92, 0), sea)
	p.form(oval(195, 224, 92, 18), sea.lit())
	p.word("SEA SALT", 195, 346, 19, blue)
	p.stroke("M124 372q12 -12 24 0q12 -12 24 0q12 -12 24 0q12 -12 24 0q12 -12 24 0q12 -12 24 0", 3, blue)
	for i := range 11 {
		p.at(300+float64(i%4)*15, 396+float64(i/4)*9-float64(i%3)*3, 1, float64(i)*27).form("M-6 -4L4 -5L6 3L-3 5z", paper)
	}
}

func sardines(p pen) {
	p = p.about(200, 250, -10)
	p.form(panel(62, 156, 276, 188, 54), steel)
	p.form(panel(78, 172, 244, 156, 42), iron)
	p.within(panel(78, 172, 244, 156, 42), func(p pen) {
		p.flat(box(60, 150, 280, 200), straw.mix(oak, 0.5))
		for i := range 4 {
			y := 196 + float64(i)*37
			p.form("M70 "+num(y)+"C120 "+num(y-22)+" 230 "+num(y-22)+" 286 "+num(y-4)+"L330 "+num(y-16)+"V"+num(y+18)+"L286 "+num(y+6)+"C230 "+num(y+22)+" 120 "+num(y+20)+" 70 "+num(y)+"z", sea.mix(steel, 0.4))
			p.stroke("M110 "+num(y-6)+"C160 "+num(y-14)+" 220 "+num(y-12)+" 262 "+num(y-4), 3, slate)
		}
	})
	p.line(panel(78, 172, 244, 156, 42))
	p.form("M70 172C60 120 90 92 140 96H270C316 94 342 120 332 172C312 142 300 150 270 150H136C100 148 90 146 70 172z", rust)
	p.word("SARDINES", 201, 132, 20, cream)
	p.tube("M194 92C180 60 222 60 208 92", 6, steel)
}

func dillisk(p pen) {
	p.form("M104 190H286L296 396C240 406 150 406 94 396z", cream.mix(oak, 0.12))
	p.form("M104 190L286 190L280 152L270 160L258 150L246 160L234 150L222 160L210 150L198 160L186 150L174 160L162 150L150 160L138 150L126 160L112 152z", cream.mix(oak, 0.12))
	p.form(panel(132, 230, 126, 128, 60), paper)
	for _, w := range []string{
		"M194 344C190 310 160 300 158 262C174 268 184 286 192 300C188 276 184 262 194 244C204 262 202 280 198 302C208 286 218 270 234 264C230 300 204 312 200 344z",
	} {
		p.form(w, plum)
	}
	p.word("DILLISK", 195, 386, 20, plum)
	p.form(box(180, 178, 30, 18), wood)
}
