package draw

func footwear() []scene {
	back := wearBack
	boots := in("rubber-boots", counter, back, rubberBoots, hue{"moss", moss}, hue{"navy", blue.mix(ink, 0.45)})
	return flatten(boots,
		in("boot-socks", wall, back, socks, hue{"oatmeal", sand}, hue{"slate", slate}, hue{"rust", rust}),
		[]scene{
			{name: "deck-shoes", where: table, back: back, draw: deckShoes},
			{name: "felt-slippers", where: table, back: back, draw: slippers},
			{name: "ankle-boots", where: counter, back: back, draw: ankleBoots},
		})
}

func rubberBoots(p pen, t tone) {
	for _, at := range []point{{34, -16}, {-26, 0}} {
		q := p.at(at.x+10, at.y, 1, 0)
		boot := "M108 154C130 162 180 162 204 154C204 230 200 280 214 312C236 336 300 336 304 376V394H104C112 300 112 230 108 154z"
		q.form(boot, t)
		q.within("M90 376H320V400H90z", func(p pen) { p.form(boot, sand) })
		q.line("M104 376H304")
		q.form("M104 394H304V406H212L206 398H160V408H104z", iron)
		q.form(oval(156, 154, 49, 10), t.shaded())
		q.stroke("M126 190C130 240 128 290 124 350", 6, t.lit())
		q.form("M176 182H204V194H176z", t)
		q.form(panel(188, 178, 12, 20, 3), steel)
		q.line("M206 310C190 318 176 320 160 318")
	}
}

func socks(p pen, t tone) {
	p.tube("M-10 84C120 98 280 98 410 84", 4, bark)
	for i, x := range []float64{0, 150} {
		q := p.at(x, float64(i)*8-4, 1, 0)
		sock := "M82 96H154V270C160 300 200 320 206 348C208 378 170 388 146 372C120 356 84 340 80 300z"
		q.form(sock, t)
		q.within(sock, func(p pen) {
			p.form("M70 256C100 262 110 300 84 330L60 300z", t.mix(cream, 0.55))
			p.form("M160 330C176 318 200 320 220 330V400H150C168 380 170 356 160 330z", t.mix(cream, 0.55))
			p.stroke("M70 148H160M70 160H160", 5, cream)
			for x := 92.0; x < 154; x += 12 {
				p.stroke("M"+xy(x, 98)+"V138", 2.500, t.shaded())
			}
		})
		q.line(sock)
		q.form("M110 78h7l1 22l1 -22h7l3 48h-8l-3 -18l-3 18h-8z", wood)
	}
}

func deckShoes(p pen) {
	for i := range 2 {
		q := p.about(200, 250, -8)
		if i == 1 {
			q = p.mirror(200).about(200, 250, -8)
		}
		q.form("M120 90C172 90 184 150 178 220C174 290 188 330 176 392C168 426 96 426 88 392C78 330 82 290 74 220C66 150 76 90 120 90z", cream)
		q.form("M121 100C166 100 174 156 169 220C165 290 178 330 167 386C160 412 104 412 97 386C88 330 91 290 84 220C78 156 82 100 121 100z", oak)
		q.form("M126 214C152 214 158 240 156 290C158 330 164 350 158 376C150 396 114 396 106 376C100 350 104 330 100 290C98 240 104 214 126 214z", bark)
		q.form("M104 184C118 172 140 172 150 184L148 232C136 240 118 240 106 232z", oak)
		q.tube("M108 190L146 208M146 190L110 210M110 214L146 228", 4, cream)
		q.line("M92 170C108 132 144 132 160 168")
	}
}

func slippers(p pen) {
	for i := range 2 {
		q := p.at(-16, 0, 1, 0).about(200, 250, 8)
		if i == 1 {
			q = p.mirror(200).at(-16, 0, 1, 0).about(200, 250, 8)
		}
		q.form("M128 88C176 86 188 150 182 216C176 280 186 330 176 384C168 420 102 420 94 384C84 330 84 280 80 216C74 150 84 90 128 88z", sand)
		q.form("M129 230C152 232 166 262 164 300C166 330 166 350 162 376C154 400 116 400 108 376C102 350 100 330 98 300C96 262 106 232 129 230z", cream)
		q.form("M128 88C176 86 188 150 182 216C184 240 182 256 180 270C164 232 100 232 84 270C80 250 82 236 80 216C74 150 84 90 128 88z", slate)
		q.stroke("M92 244C110 216 150 216 172 244", 3, cream)
		q.stroke("M100 130C106 112 118 104 132 104", 5, slate.lit())
	}
}

func ankleBoots(p pen) {
	for _, at := range []point{{40, -18}, {-24, 0}} {
		q := p.at(at.x, at.y, 1, 0)
		q.form("M118 226C140 236 180 234 206 222C206 262 214 286 236 300C262 318 322 318 326 362L328 388H106C120 330 122 280 118 226z", oak)
		q.form("M232 300C262 318 322 318 326 362L327 380C280 384 250 370 236 344z", oak.lit().mix(oak, 0.6))
		q.form("M102 384H330V402H214L208 394H164V406H102z", bark)
		q.form("M118 226C140 236 180 234 206 222C204 212 190 208 160 208C134 208 120 214 118 226z", bark)
		q.tube("M196 246l22 -6M198 266l26 -8M206 286l24 -12M220 304l22 -16", 4, straw)
		q.form("M112 214C104 196 112 180 122 184L130 224z", bark)
		q.line("M122 300C150 312 190 330 236 344")
	}
}
