package judged

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"holdfast/modules/catalog"
	"holdfast/modules/kernel/sku"
)

// Catalogue returns n products, the same each time. They are as uneven as those
// of real shops: some have no type, some say their facts in the description
// alone, names are made in many ways, one in seven is sold out, accessories
// name what they are for, and makers are called Oak and Red Fox.
func Catalogue(n int) []Product {
	g := &generator{Rand: rand.New(rand.NewPCG(7, 11)), kinds: kinds()}
	products := make([]Product, n)
	for i := range products {
		products[i] = g.product(i)
	}
	return products
}

// Menus returns the shelves that the products lie on.
func Menus() catalog.Menus {
	var m catalog.Menus
	seen := map[string]bool{}
	for _, k := range kinds() {
		for i := range k.shelf {
			id := shelfID(k.shelf[:i+1])
			if !seen[id] {
				m.Categories = append(m.Categories, catalog.Category{ID: id, Parent: shelfID(k.shelf[:i]), Slug: id, Name: k.shelf[i]})
			}
			seen[id] = true
		}
	}
	return m
}

func shelfID(path []string) string { return strings.Join(path, "/") }

type generator struct {
	*rand.Rand
	kinds []*kind
}

func (g *generator) pick(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return all[g.IntN(len(all))]
}

// chance is true in percent of a hundred cases.
func (g *generator) chance(percent int) bool { return g.IntN(100) < percent }

func (g *generator) product(i int) Product {
	k := g.kinds[g.IntN(len(g.kinds))]
	brand, adj, use := g.pick(k.brands), g.pick(k.adjs), g.pick(k.uses)
	p := Product{kind: k, facts: []string{strings.ToLower(brand), adj}, Price: int64(499 + g.IntN(60_000)), Stock: 1 + g.IntN(50)}
	if g.chance(14) {
		p.Stock = 0
	}
	model := fmt.Sprintf("%s%d", strings.ToUpper(g.pick(list("a,x,pro,mk,s,neo,terra,vx", ","))), 10+g.IntN(990))
	p.ID, p.Slug = fmt.Sprintf("%08d", i), fmt.Sprintf("p-%d", i)
	p.Brand, p.Status, p.TaxCategory, p.Categories = brand, catalog.Published, "standard", []string{shelfID(k.shelf)}
	if !g.chance(10) {
		p.Type = plural(k.name, g.chance(30))
	}
	facts := g.facts(&p)
	p.Name = g.name(k, brand, model, adj, facts)
	p.HTML = g.text(k, &p, adj, use, facts)
	if use != "" {
		p.facts = append(p.facts, use)
	}
	g.codes(&p, i, model)
	return p
}

// facts gives p a value of each thing that its kind varies by: as an option, as
// an attribute, or, where the result has it, for its name or its text to say.
func (g *generator) facts(p *Product) (said []string) {
	silent := g.chance(15) // its facts are in its text alone
	for _, v := range p.kind.varies {
		value := g.pick(v.values)
		p.facts = append(p.facts, strings.ToLower(value))
		title := strings.ToUpper(v.name[:1]) + v.name[1:]
		switch {
		case v.name == "size" || v.name == "shoe" || (v.name == "colour" && g.chance(35)):
			if len(p.Options) < 3 {
				p.Options = append(p.Options, title)
				p.Tags = append(p.Tags, v.name+":"+value)
			}
			if v.name == "colour" {
				said = append(said, value)
			}
		case silent:
			said = append(said, value)
		default:
			p.Attributes = append(p.Attributes, catalog.Attribute{Name: title, Value: g.written(value)})
			if g.chance(50) {
				said = append(said, value)
			}
		}
	}
	return said
}

// written writes a measure in one of the ways of catalogues.
func (g *generator) written(value string) string {
	if number, ok := strings.CutSuffix(value, " inch"); ok {
		return number + g.pick([]string{" inch", `"`, "-inch", " in"}[:3])
	}
	if number, ok := strings.CutSuffix(value, " l"); ok && g.chance(30) {
		return number + " litres"
	}
	if number, unit, ok := strings.Cut(value, " "); ok && g.chance(25) && strings.Trim(number, "0123456789.") == "" && len(unit) < 4 {
		return number + unit
	}
	return value
}

func (g *generator) name(k *kind, brand, model, adj string, said []string) string {
	thing := k.name
	if g.chance(8) && len(k.others) > 0 {
		thing = g.pick(k.others)
	}
	thing = plural(thing, g.chance(10))
	fact := ""
	if len(said) > 0 {
		fact = g.pick(said)
	}
	for_ := ""
	if k.of != "" {
		for_ = " for " + plural(strings.ToLower(k.of), true)
	}
	switch g.IntN(7) {
	case 0:
		return tidy(brand + " " + model + " " + adj + " " + thing + for_)
	case 1:
		return tidy(title(adj) + " " + strings.ToLower(thing) + for_ + ", " + fact)
	case 2:
		return tidy(brand + " " + thing + " " + model + " – " + fact)
	case 3:
		return tidy(brand + " " + title(adj) + " " + thing + " " + fact)
	case 4:
		return tidy(title(fact) + " " + adj + " " + strings.ToLower(thing) + for_)
	case 5:
		return tidy("The " + model + " " + strings.ToLower(thing) + " by " + brand)
	}
	return tidy(thing + for_ + " " + model + " (" + fact + ")")
}

// text describes p, and mentions what it is not.
func (g *generator) text(k *kind, p *Product, adj, use string, said []string) string {
	other := g.kinds[g.IntN(len(g.kinds))]
	sentences := []string{
		fmt.Sprintf("A %s %s from %s.", adj, strings.ToLower(k.name), p.Brand),
		fmt.Sprintf("It goes well with our %s %s.", g.pick(other.adjs), strings.ToLower(other.name)),
	}
	if use != "" {
		sentences = append(sentences, fmt.Sprintf(g.pick([]string{"Made for %s.", "Ideal for %s.", "You will love it for %s."}), use))
	}
	if len(said) > 0 {
		sentences = append(sentences, fmt.Sprintf("In short: %s.", strings.Join(said, ", ")))
	}
	if g.chance(30) {
		sentences = append(sentences, fmt.Sprintf("Also available in %s.", g.pick(list(pools["soft"], ","))))
	}
	if k.of != "" {
		sentences = append(sentences, fmt.Sprintf("Fits every %s, from a small %s to a large %s.", strings.ToLower(k.of), strings.ToLower(k.of), strings.ToLower(k.of)))
	}
	g.Shuffle(len(sentences), func(i, j int) { sentences[i], sentences[j] = sentences[j], sentences[i] })
	return "<p>" + strings.Join(sentences, " ") + "</p>"
}

// codes gives p its variants: what it is a choice of, among others.
func (g *generator) codes(p *Product, i int, model string) {
	var choices []string
	var rest []string
	for _, tag := range p.Tags {
		_, value, _ := strings.Cut(tag, ":")
		choices = append(choices, value)
	}
	p.Tags = rest
	if g.chance(20) {
		p.Tags = append(p.Tags, g.pick([]string{"new", "gift", "sale", "bestseller"}))
	}
	prefix := strings.ToUpper(strings.ReplaceAll(p.Brand, " & ", "")[:3])
	p.Variants = []catalog.Variant{{SKU: sku.SKU(fmt.Sprintf("%s-%s-%05d", prefix, model, i)), Barcode: fmt.Sprintf("40%011d", 7919*(i+1)), Choices: choices}}
}

func plural(name string, many bool) string {
	switch {
	case !many || strings.HasSuffix(name, "s"):
		return name
	case strings.HasSuffix(name, "knife"):
		return strings.TrimSuffix(name, "fe") + "ves"
	case strings.HasSuffix(name, "x") || strings.HasSuffix(name, "ch") || strings.HasSuffix(name, "sh"):
		return name + "es"
	case strings.HasSuffix(name, "y") && !strings.HasSuffix(name, "ey"):
		return strings.TrimSuffix(name, "y") + "ies"
	}
	return name + "s"
}

func title(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// tidy drops what stands for nothing.
func tidy(name string) string {
	return strings.TrimRight(strings.Join(strings.Fields(strings.ReplaceAll(name, "()", "")), " "), " ,–")
}
