package draw

func baking() []scene {
	back := pantryBack
	return []scene{
		{name: "wholemeal-flour", where: counter, back: back, draw: flour},
		{name: "porridge-oats", where: counter, back: back, draw: oats},
		{name: "oat-biscuits", where: counter, back: back, draw: biscuits},
		{name: "dark-chocolate", where: table, back: back, draw: chocolate},
	}
}

func flour(p pen) {
	p.form("M110 200C96 260 84 330 92 390C130 410 260 410 298 390C306 330 294 260 280 200z", cream)
	p.form("M110 200C104 180 100 160 112 148C150 162 240 162 278 148C290 160 286 180 280 200C230 212 160 212 110 200z", cream)
	p.tube("M108 202C160 214 230 214 282 202", 6, rust)
	p.tube("M204 208C214 224 210 240 216 252", 4, rust)
	p.word("FLOUR", 195, 292, 34, blue)
	p.word("WHOLEMEAL", 195, 318, 13, blue)
	p.stroke("M195 388V336", 3, oak)
	for i := range 4 {
		y := 342 + float64(i)*11
		p.form("M195 "+num(y+8)+"q14 -2 16 -14q-14 0 -16 14z", straw)
		p.form("M195 "+num(y+8)+"q-14 -2 -16 -14q14 0 16 14z", straw)
	}
	p.stroke("M108 250C102 300 102 340 106 372", 6, paper)
}

func oats(p pen) {
	body := turned(195, 168, 396, 86, 86, 0)
	p.form(body, rust)
	p.within(band(195, 226, 336, 90, 90), func(p pen) { p.form(body, cream) })
	p.line(ring(195, 226, 86) + ring(195, 336, 86))
	p.form(turned(195, 150, 178, 89, 89, 0), cream)
	p.form(oval(195, 150, 89, 18), cream.lit())
	p.word("OATS", 195, 302, 38, ink)
	p.word("ROLLED", 195, 376, 16, cream)
	p.stroke("M118 240V326", 6, paper)
	for i := range 8 {
		p.at(300+float64(i%4)*19, 398+float64(i/4)*11, 1, float64(i)*31).form(oval(0, 0, 8, 5), sand)
	}
}

func biscuits(p pen) {
	p.form("M88 300H302L294 400C230 408 160 408 96 400z", moss)
	p.within("M88 340H302V372H88z", func(p pen) { p.form("M88 300H302L294 400C230 408 160 408 96 400z", cream) })
	p.word("OAT BISCUITS", 195, 364, 16, ink)
	for i := range 4 {
		q := p.about(130+float64(i)*44, 300, -14+float64(i)*9)
		x := 130 + float64(i)*44
		q.form(oval(x, 256, 50, 50), wood.mix(straw, 0.3))
		for k := range 5 {
			q.about(x, 256, float64(k)*72).flat(oval(x, 230, 3, 3), oak)
		}
		q.flat(oval(x, 256, 3, 3), oak)
	}
	p.within("M70 296H320V420H70z", func(p pen) {
		p.form("M88 300H302L294 400C230 408 160 408 96 400z", moss)
		p.within("M80 336H310V374H80z", func(p pen) { p.form("M88 300H302L294 400C230 408 160 408 96 400z", cream) })
	})
	p.line("M90 336H300M92 374H298")
	p.word("OAT BISCUITS", 195, 363, 17, ink)
}

func chocolate(p pen) {
	p = p.about(200, 250, 16)
	p.form(panel(110, 60, 180, 380, 4), bark.mix(ink, 0.25))
	for row := range 3 {
		for col := range 3 {
			p.form(panel(118+float64(col)*57, 68+float64(row)*54, 50, 48, 4), bark.mix(ink, 0.1))
		}
	}
	p.form("M102 214L116 204L132 216L150 202L170 216L190 204L210 216L232 202L252 216L272 204L298 214V446H102z", steel.lit())
	p.form("M102 236H298V446H102z", blue)
	p.form(panel(128, 272, 144, 128, 3), cream)
	p.word("DARK", 200, 316, 28, bark)
	p.word("CHOCOLATE", 200, 346, 16, bark)
	p.word("72", 200, 384, 20, rust)
}
