package draw

// hue is a colour that a thing is sold in: its name in the picture's name, and
// its tone.
type hue struct {
	name string
	tone tone
}

// scenes lists every picture, shelf by shelf.
func scenes() []scene {
	shelves := [][]scene{
		cups(), pans(), kitchenTools(),
		tableware(), pouring(), tableLinen(),
		lights(), cleaning(), blankets(),
		knitwear(), coats(), footwear(),
		bags(), camp(), shore(),
		stationery(), writing(), deskTools(),
		brews(), jars(), tins(), baking(),
		gardenTools(), planting(),
	}
	var all []scene
	for _, shelf := range shelves {
		all = append(all, shelf...)
	}
	return all
}

// in makes one scene a colour.
func in(name string, where setting, back tone, do func(pen, tone), hues ...hue) []scene {
	var out []scene
	for _, h := range hues {
		out = append(out, scene{name: name + "-" + h.name, where: where, back: back, draw: func(p pen) { do(p, h.tone) }})
	}
	return out
}

// closer is a nearer look at s.
func closer(s scene, name string, zoom, x, y float64) scene {
	s.name, s.zoom, s.focus = name, zoom, point{x, y}
	return s
}

// flatten joins scenes and groups of scenes into one list.
func flatten(groups ...[]scene) []scene {
	var out []scene
	for _, g := range groups {
		out = append(out, g...)
	}
	return out
}

// What each department's things are seen against: pale enough to lie on a
// white page, deep enough not to glare on a dark one.
var (
	kitchenBack  = hex(0xE2DACB)
	tableBack    = hex(0xD5DCDA)
	houseBack    = hex(0xE4D6CB)
	wearBack     = hex(0xD3DAE0)
	outdoorsBack = hex(0xD4DBC9)
	deskBack     = hex(0xDEDACD)
	pantryBack   = hex(0xE9DBBD)
	gardenBack   = hex(0xD0D9C8)
)
