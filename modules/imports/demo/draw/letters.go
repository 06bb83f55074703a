package draw

// word letters a label, centred on cx, its capitals standing on y, high units
// tall. One stroke a limb, as a signwriter's brush leaves it.
func (p pen) word(text string, cx, y, high float64, t tone) {
	scale := high / 6
	const advance = 5.6
	x := cx - (float64(len(text))*advance-1.6)*scale/2
	for _, c := range text {
		if limbs := letter(c); limbs != "" {
			p.at(x, y-high, scale, 0).stroke(limbs, 0.95, t)
		}
		x += advance * scale
	}
}

// letter returns a capital or a figure on a field 4 wide and 6 high.
func letter(c rune) string {
	const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	limbs := [...]string{
		"M0 6L2 0L4 6M.8 4H3.2", "M0 0V6H2.5A1.5 1.5 0 0 0 2.5 3H0M0 0H2.2A1.5 1.5 0 0 1 2.2 3",
		"M4 .8A2.4 3 0 1 0 4 5.2", "M0 0V6H1.2A2.8 3 0 0 0 1.2 0Z", "M4 0H0V6H4M0 3H3",
		"M4 0H0V6M0 3H3", "M4 .8A2.4 3 0 1 0 4 5.2V3.4H2.6", "M0 0V6M4 0V6M0 3H4",
		"M2 0V6", "M3.4 0V4.4A1.7 1.7 0 0 1 0 4.4", "M0 0V6M4 0L0 3.4L4 6", "M0 0V6H3.8",
		"M0 6V0L2 4L4 0V6", "M0 6V0L4 6V0", "M2 0A2 3 0 1 0 2.01 0Z",
		"M0 6V0H2.4A1.7 1.7 0 0 1 2.4 3.4H0", "M2 0A2 3 0 1 0 2.01 0ZM2.6 4.4L4 6.2",
		"M0 6V0H2.4A1.7 1.7 0 0 1 2.4 3.4H0M2.2 3.4L4 6",
		"M3.8 .9C3.2 -.3 .3 -.3 .3 1.5C.3 3.4 3.9 2.6 3.9 4.5C3.9 6.4 .6 6.4 0 5",
		"M0 0H4M2 0V6", "M0 0V4A2 2 0 0 0 4 4V0", "M0 0L2 6L4 0", "M-.3 0L.9 6L2 1.6L3.1 6L4.3 0",
		"M0 0L4 6M4 0L0 6", "M0 0L2 3L4 0M2 3V6", "M0 0H4L0 6H4",
	}
	for i, r := range capitals {
		if r == c {
			return limbs[i]
		}
	}
	figures := map[rune]string{
		'0': "M2 0A2 3 0 1 0 2.01 0Z", '1': "M.8 1.2L2.2 0V6", '2': "M.2 1.4C.6 -.5 4 -.5 3.8 1.8C3.7 3.4 .4 4.8 0 6H4",
		'3': "M.2 0H3.8L1.8 2.4A1.8 1.8 0 1 1 .1 5", '4': "M3 6V0L0 4.2H4", '5': "M3.6 0H.6L.3 2.6A1.9 1.9 0 1 1 .1 5.2",
		'6': "M3.4 .4C1 .6 0 3 .1 4.2A1.9 1.8 0 1 0 .6 2.9", '7': "M0 0H4L1.4 6",
		'8': "M2 0A1.6 1.4 0 1 0 2.01 0ZM2 2.8A1.9 1.6 0 1 0 2.01 2.8Z", '9': "M3.6 2.4A1.8 1.8 0 1 0 2 3.6C3 3.6 3.8 2.8 3.7 1.6C3.8 3.6 3 5.6 1 6",
		'&': "M4 6L.9 1.8A1.2 1.2 0 1 1 2.9 1.6C2.6 2.6 0 3 0 4.6C0 6.6 3.4 6.4 4 3.4",
	}
	return figures[c]
}
