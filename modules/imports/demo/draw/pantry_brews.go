package draw

func brews() []scene {
	back := pantryBack
	return []scene{
		{name: "breakfast-tea", where: counter, back: back, draw: teaTin},
		{name: "breakfast-tea-in-use", where: counter, back: back, draw: teaInUse},
		{name: "peppermint-tea", where: counter, back: back, draw: mintBox},
		{name: "harbour-coffee", where: counter, back: back, draw: coffee},
	}
}

func teaTin(p pen) {
	p.form(box(112, 210, 166, 194), blue)
	p.form("M278 210L304 196V386L278 404z", blue.shaded())
	p.form("M112 210L142 196H304L278 210z", blue.lit())
	p.form("M148 202C148 176 160 168 206 168C252 168 266 176 266 202A59 9 0 0 1 148 202z", brass)
	p.form(panel(128, 244, 134, 126, 3), cream)
	p.word("TEA", 195, 290, 34, ink)
	p.stroke("M142 302H248", 2, rust)
	p.word("BREAKFAST", 195, 322, 12, rust)
	p.stroke("M170 352C176 334 196 330 216 336C214 352 194 362 170 352zM170 352L206 342", 2.5, moss)
}

func teaInUse(p pen) {
	teaTin(p.at(140, 128, 0.68, 0))
	mug(p.at(8, 142, 0.65, 0), rust)
	p.stroke("M110 270c-12 -22 14 -30 2 -56M140 268c-12 -22 14 -30 2 -56", 4, paper.see(0.85))
}

func mintBox(p pen) {
	p.form(panel(104, 214, 180, 190, 3), paper)
	p.form("M284 214L312 198V384L284 404z", paper.shaded())
	p.form("M104 214L136 198H312L284 214z", moss)
	p.flat(box(106, 216, 176, 40), moss)
	p.word("MINT", 194, 246, 24, cream)
	p.stroke("M194 392V300", 4, moss)
	for i := range 3 {
		y := 384 - float64(i)*34
		size := 40 - float64(i)*6
		p.form("M194 "+num(y)+"q"+num(size*0.4)+" "+num(-size*0.7)+" "+num(size)+" "+num(-size*0.5)+"q"+num(-size*0.2)+" "+num(size*0.6)+" "+num(-size)+" "+num(size*0.5)+"z", leaf)
		p.form("M194 "+num(y)+"q"+num(-size*0.4)+" "+num(-size*0.7)+" "+num(-size)+" "+num(-size*0.5)+"q"+num(size*0.2)+" "+num(size*0.6)+" "+num(size)+" "+num(size*0.5)+"z", leaf)
	}
	p.form("M194 304q18 -16 0 -38q-18 22 0 38z", leaf)
}

func coffee(p pen) {
	p.form("M118 190L270 190L288 400C230 408 160 408 102 400z", bark)
	p.form("M118 190C116 160 118 146 124 134H264C270 146 272 160 270 190C220 198 168 198 118 190z", bark.lit())
	p.form(box(120, 130, 148, 16), brass)
	p.line("M118 190L102 400M136 196L122 398M252 196L268 398")
	p.form(panel(136, 238, 118, 112, 4), cream)
	p.word("COFFEE", 195, 276, 20, bark)
	for _, at := range []point{{174, 306}, {212, 314}, {194, 332}} {
		q := p.at(at.x, at.y, 1, -24)
		q.form(oval(0, 0, 15, 10), bark)
		q.line("M-14 0C-6 -6 6 6 14 0")
	}
	for _, at := range []point{{44, 402}, {66, 412}, {318, 408}} {
		q := p.at(at.x, at.y, 1, 14)
		q.form(oval(0, 0, 13, 8), bark)
		q.line("M-12 0C-6 -5 6 5 12 0")
	}
}
