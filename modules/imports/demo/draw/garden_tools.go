package draw

func gardenTools() []scene {
	back := gardenBack
	cans := in("watering-can", counter, back, wateringCan, hue{"moss", moss}, hue{"slate", slate})
	return flatten([]scene{
		{name: "hand-trowel", where: table, back: back, draw: trowel},
		{name: "hand-fork", where: table, back: back, draw: handFork},
		{name: "secateurs", where: table, back: back, draw: secateurs},
		{name: "border-spade", where: wall, back: back, draw: spade},
	}, cans, in("garden-gloves", table, back, gloves, hue{"sand", sand}, hue{"moss", moss}))
}

func ashHandle(p pen, y float64) {
	p.form("M188 "+num(y)+"C176 "+num(y+60)+" 178 "+num(y+110)+" 186 "+num(y+140)+"C190 "+num(y+152)+" 210 "+num(y+152)+" 214 "+num(y+140)+"C222 "+num(y+110)+" 224 "+num(y+60)+" 212 "+num(y)+"z", wood)
	p.stroke("M188 "+num(y+24)+"C184 "+num(y+60)+" 184 "+num(y+90)+" 190 "+num(y+120), 4, wood.lit())
	p.form(panel(184, y-12, 32, 22, 4), brass)
}

func trowel(p pen) {
	p = p.about(200, 250, 38)
	p.tube("M200 284V212", 11, steel)
	p.form("M160 226C150 160 164 90 200 46C236 90 250 160 240 226C226 238 174 238 160 226z", steel)
	p.line("M200 76V216")
	p.stroke("M172 196C168 150 176 112 190 86", 4, steel.lit())
	ashHandle(p, 294)
	p.tube("M200 436C190 450 210 462 212 446", 3, rust)
}

func handFork(p pen) {
	p = p.about(200, 250, -34)
	p.tube("M200 284V206", 11, steel)
	p.tube("M154 62C150 120 152 166 160 184C168 200 232 200 240 184C248 166 250 120 246 62", 11, steel)
	p.tube("M200 62V206", 11, steel)
	ashHandle(p, 294)
}

func secateurs(p pen) {
	p = p.about(200, 250, -28)
	p.form("M204 216C240 180 236 110 206 64C184 110 176 170 188 214z", steel)
	p.form("M206 222C176 204 150 160 160 110C178 116 192 150 206 190z", iron)
	p.form("M186 216C166 270 140 350 148 424C152 440 174 440 176 424C178 350 196 280 214 232z", rust)
	p.form("M212 212C236 270 262 350 252 424C248 440 226 440 224 424C222 350 206 280 186 232z", rust)
	p.tube("M186 262l22 8l-22 8l22 8l-20 8", 4, steel)
	p.form(oval(200, 216, 14, 14), brass)
	p.line("M193 211l14 10")
	p.tube("M164 426C172 452 228 452 238 428", 5, bark)
}

func spade(p pen) {
	p = p.about(200, 250, -6)
	p.form("M156 40C156 26 244 26 244 40L214 74C212 90 212 100 212 110L212 300H188V110C188 100 188 90 186 74z", wood)
	p.form("M172 42H228L206 68H194z", gardenBack)
	p.form(panel(150, 26, 100, 20, 10), wood)
	p.form("M142 306C142 296 150 294 160 294H240C250 294 258 296 258 306V410C258 440 226 458 200 470C174 458 142 440 142 410z", steel)
	p.form("M186 214H214L222 330C222 344 178 344 178 330z", steel.shaded())
	p.flat(oval(200, 240, 4, 4), iron)
	p.flat(oval(200, 276, 4, 4), iron)
	p.stroke("M154 310V410", 5, steel.lit())
}

func wateringCan(p pen, t tone) {
	p.tube("M118 240C40 240 40 360 112 372", 13, t)
	p.tube("M128 236C140 150 240 150 252 232", 11, t)
	p.form("M244 384C270 340 300 290 322 232L344 240C330 300 300 360 252 396z", t)
	p.form("M300 214L362 238L352 262L296 236z", brass)
	for i := range 4 {
		p.flat(oval(316+float64(i)*12, 226+float64(i)*5, 2.500, 2.500), bark)
	}
	p.form(turned(182, 248, 394, 74, 84, 0), t)
	p.within("M90 296H280V306H90zM90 352H280V362H90z", func(p pen) { p.form(turned(182, 248, 394, 74, 84, 0), t.shaded()) })
	p.form("M108 248C108 228 150 222 200 230L256 248A74 15 0 0 1 108 248z", t.lit())
	p.flat("M200 236L246 250A70 11 0 0 1 180 258z", ink.see(0.75))
	p.stroke("M116 276L110 376", 7, t.lit())
}

func gloves(p pen, t tone) {
	for i := range 2 {
		q := p.at(-20, 4, 1, 0).about(200, 270, -10)
		if i == 1 {
			q = p.mirror(200).at(-20, 4, 1, 0).about(200, 270, -10)
		}
		q.form("M104 340C96 280 92 220 92 160C92 142 112 142 114 160L118 214L118 118C118 100 138 100 140 118L142 210L146 122C148 106 166 108 166 124L164 216L172 156C176 140 192 144 190 160L184 250C196 232 212 220 220 230C226 240 208 262 196 290C190 306 186 322 184 340z", t)
		q.form("M116 250C124 236 166 236 176 250C180 290 172 316 148 320C122 318 112 290 116 250z", bark)
		q.form("M98 336H190L200 424C170 434 122 434 92 424z", rust)
		q.line("M100 356H192")
	}
}
