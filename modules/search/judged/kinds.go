package judged

import (
	_ "embed"
	"strings"
)

// kind is a sort of thing that the catalogue sells.
type kind struct {
	name   string
	shelf  []string
	brands []string
	varies []variation
	adjs   []string
	uses   []string
	others []string // what else people call it
	of     string   // the kind that it belongs to
}

// variation is a fact that a kind's products differ by.
type variation struct {
	name   string
	values []string
}

//go:embed kinds.txt
var kindsText string

// brands by trade. Many are words that mean something else.
var brands = map[string]string{
	"tech": "Orchard,Lumio,Vantor,Blue Lamp,Zenkai,Northlight,Pixel & Stone,Kestrel,Octave,Halden", "bags": "Carrow,Red Fox,Tote & Tin,Halden,Moss,Wayfare",
	"clothes": "Linnet,Coast & Cotton,Oak,Vela,Brightwater,Grey Heron,Saddler,Nord", "shoes": "Stride,Fell,Lynx,Brook & Boot,Nord,Pace",
	"kitchen": "Copperfield,Brewster,Kettle & Co,Miro,Olivia Stone,Hearth,Silver Spoon", "home": "Hearth,Moss,Willow & White,Casa Lino,Nord,Amberley",
	"furniture": "Amberley,Oak & Iron,Casa Lino,Fjell,Sitwell,Woodrow", "garden": "Greenhand,Thistle,Border & Bed,Rootwell,Fern",
	"tools": "Anvil,Torque,Stronghold,Ironbridge,Hickory", "sport": "Summit,Trailhead,Lynx,Kinetic,Brightwater", "toys": "Little Fox,Woodrow,Pom Pom,Jolly",
	"food": "Terra Buona,Morning Hill,Casa Lino,Field & Stone,Bee Happy", "beauty": "Petal,Saltmarsh,Botanica,Rosewater", "pets": "Bramble,Good Dog,Whisker,Moss",
	"office": "Inkwell,Folio,Paper Crane,Quill",
}

// pools are values that many kinds share.
var pools = map[string]string{
	"tech": "black,white,silver,grey,blue", "soft": "black,white,grey,navy,blue,red,green,pink,yellow,brown,beige",
	"wood": "natural,brown,white,black", "metal": "gold,silver,black,rose gold", "denim": "blue,black,grey,light blue",
	"garden": "green,black,orange,grey,blue", "ink": "black,blue,green,red,violet",
}

// kinds reads kinds.txt.
func kinds() []*kind {
	var all []*kind
	for line := range strings.Lines(kindsText) {
		cells := strings.Split(strings.TrimRight(line, "\n"), "|")
		if strings.HasPrefix(line, "#") || len(cells) != 8 {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		k := &kind{name: cells[0], shelf: list(cells[1], ">"), brands: list(brands[cells[2]], ","), adjs: list(cells[4], ","),
			uses: list(cells[5], ","), others: list(cells[6], ";"), of: cells[7]}
		for _, each := range list(cells[3], ";") {
			k.varies = append(k.varies, readVariation(each))
		}
		all = append(all, k)
	}
	return all
}

func readVariation(text string) variation {
	name, values, _ := strings.Cut(text, ":")
	if name == "gender" && values == "" {
		values = "women,men"
	}
	if pool, ok := pools[values]; ok {
		values = pool
	}
	return variation{name, list(values, ",")}
}

func list(text, separator string) []string {
	var all []string
	for each := range strings.SplitSeq(text, separator) {
		if each = strings.TrimSpace(each); each != "" {
			all = append(all, each)
		}
	}
	return all
}
