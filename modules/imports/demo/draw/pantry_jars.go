package draw

func jars() []scene {
	back := pantryBack
	return []scene{
		{name: "heather-honey", where: counter, back: back, draw: honey},
		{name: "blackberry-jam", where: counter, back: back, draw: jam},
		{name: "grain-mustard", where: counter, back: back, draw: mustard},
		{name: "cider-vinegar", where: counter, back: back, draw: vinegar},
		{name: "rapeseed-oil", where: counter, back: back, draw: oil},
	}
}

// label is a paper label with a word and two rules.
func (p pen) label(cx, y, w, h float64, text string, size float64, t tone) {
	p.form(panel(cx-w/2, y, w, h, 3), paper)
	p.word(text, cx, y+h/2+size/2, size, t)
	p.stroke("M"+xy(cx-w/2+10, y+9)+"h"+num(w-20)+"M"+xy(cx-w/2+10, y+h-9)+"h"+num(w-20), 2, t)
}

func honey(p pen) {
	body := "M126 214C100 226 96 244 104 262C94 282 94 300 104 318C94 338 96 362 108 392A87 16 0 0 0 282 392C294 362 296 338 286 318C296 300 296 282 286 262C294 244 290 226 264 214z"
	p.form(body, straw.mix(rust, 0.18))
	p.within(body, func(p pen) {
		p.stroke("M118 236V380", 8, cream.see(0.7))
		p.stroke("M104 262C150 274 240 274 286 262M104 318C150 330 240 330 286 318", 2.5, oak)
	})
	p.form(turned(195, 178, 214, 72, 72, 0), brass)
	p.form(oval(195, 178, 72, 14), brass.lit())
	p.label(195, 278, 128, 64, "HONEY", 24, oak)
	p.tube("M318 400L352 236", 8, oak)
	p.form("M300 340C300 326 348 336 346 350L340 400C334 414 296 406 296 392z", wood)
	p.line("M300 352L344 362M298 366L342 376M297 380L340 390")
}

func jam(p pen) {
	p.form(turned(195, 236, 396, 80, 78, 6), plum)
	p.stroke("M126 262V376", 8, paper.see(0.4))
	for _, at := range []point{{240, 262}, {258, 280}, {150, 266}, {252, 378}, {166, 384}} {
		p.flat(oval(at.x, at.y, 6, 6), plum.shaded())
	}
	p.form("M116 232C100 224 96 244 88 254C110 262 118 250 132 262C150 252 160 268 178 258C196 268 214 256 230 264C246 250 262 264 278 252C290 258 300 250 304 254C296 242 290 224 274 232z", cream)
	p.within("M116 232C100 224 96 244 88 254C110 262 118 250 132 262C150 252 160 268 178 258C196 268 214 256 230 264C246 250 262 264 278 252C290 258 300 250 304 254C296 242 290 224 274 232z", func(p pen) {
		for x := 90.0; x < 310; x += 24 {
			p.stroke("M"+xy(x, 220)+"v60", 8, rose)
		}
	})
	p.form("M116 234C112 196 150 184 195 184C240 184 278 196 274 234A79 13 0 0 1 116 234z", cream)
	p.within("M116 234C112 196 150 184 195 184C240 184 278 196 274 234A79 13 0 0 1 116 234z", func(p pen) {
		for x := 100.0; x < 300; x += 24 {
			p.stroke("M"+xy(x, 180)+"v70", 8, rose.see(0.8))
		}
		p.stroke("M100 206H290M100 230H290", 8, rose.see(0.6))
	})
	p.tube("M116 238A79 14 0 0 0 274 238", 5, oak)
	p.label(195, 296, 116, 64, "JAM", 28, plum)
}

func mustard(p pen) {
	p.form("M122 262C108 276 104 300 106 330C108 360 112 380 116 394A79 15 0 0 0 274 394C278 380 282 360 284 330C286 300 282 276 268 262z", cream)
	p.form("M126 244H264V262A69 12 0 0 1 126 262z", cream)
	p.form("M150 244C146 214 160 206 195 206C230 206 244 214 240 244A45 8 0 0 1 150 244z", oak.lit())
	p.tube("M122 252A73 13 0 0 0 268 252", 4, steel)
	p.tube("M266 250C300 250 296 300 282 306", 4, steel)
	p.form(oval(195, 330, 66, 44), straw)
	p.word("MUSTARD", 195, 338, 17, ink)
	p.stroke(oval(195, 330, 58, 36), 2, rust)
	for i := range 9 {
		p.form(oval(60+float64(i%5)*11, 400+float64(i/5)*9-float64(i%2)*4, 4.500, 4.500), straw.mix(oak, 0.3))
	}
}

// bottle is a tall body with a neck, and a stopper in it.
func (p pen) bottle(body, liquid, stopper tone, shoulders string) {
	p.form(shoulders, body)
	p.within(shoulders, func(p pen) {
		p.flat("M80 236A115 16 0 0 0 310 236V420H80z", liquid)
		p.stroke("M142 240V380M176 122V190", 7, paper.see(0.7))
	})
	p.line(shoulders)
	p.form("M174 108C172 82 176 74 195 74C214 74 218 82 216 108A21 4 0 0 1 174 108z", stopper)
}

func vinegar(p pen) {
	p = p.at(20, 41, 0.9, 0)
	p.bottle(glassy, clay.mix(straw, 0.5).see(0.85), oak.lit(), "M170 108V180C168 204 124 210 124 250V394A71 13 0 0 0 266 394V250C266 210 222 204 220 180V108A25 5 0 0 0 170 108z")
	p.label(195, 276, 112, 92, "CIDER", 22, rust)
	p.form("M66 404C46 396 44 356 70 356C78 352 86 352 92 356C116 354 116 396 96 404C86 408 76 408 66 404z", rust)
	p.line("M81 358C80 346 84 340 90 336")
	p.form("M84 346C94 332 108 336 110 340C104 350 92 352 84 346z", leaf)
}

func oil(p pen) {
	p = p.at(14, 41, 0.9, 0)
	p.bottle(leaf.mix(paper, 0.5), straw.see(0.9), iron, "M174 108V200C174 214 146 216 146 240V396A49 9 0 0 0 244 396V240C244 216 216 214 216 200V108A21 4 0 0 0 174 108z")
	p.label(195, 280, 84, 88, "OIL", 26, moss)
	for _, at := range []point{{300, 340}, {324, 318}, {330, 352}, {306, 372}} {
		for k := range 4 {
			p.about(at.x, at.y, float64(k)*90+20).form(oval(at.x, at.y-9, 6, 9), straw)
		}
		p.flat(oval(at.x, at.y, 3.500, 3.500), moss)
	}
	p.tube("M318 384C316 396 314 400 312 410", 4, moss)
}
