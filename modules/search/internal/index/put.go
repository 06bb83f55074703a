package index

import (
	"slices"
	"strings"

	"holdfast/modules/search/internal/words"
)

// Put makes the index have a document, with the words of source. print says
// which source that is.
func (x *Index) Put(id int64, card Card, print string, source Source) {
	read := x.read(source)
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
	if slot, ok := x.products[card.Product]; ok { // under another number: it was taken out and is back
		x.remove(x.docs[slot].id)
	}
	slot := uint32(len(x.docs))
	if n := len(x.free); n > 0 {
		slot, x.free = x.free[n-1], x.free[:n-1]
	} else {
		x.docs = append(x.docs, document{})
	}
	x.slots[id], x.products[card.Product] = slot, slot
	d := &x.docs[slot]
	*d = document{id: id, card: card, print: print}
	x.fill(d, slot, read)
	x.codes.add(slot, source.Codes, source.Name)
}

// Touch changes what a document is filtered and sorted by.
func (x *Index) Touch(id int64, card Card) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if slot, ok := x.slots[id]; ok {
		x.docs[slot].card = card
	}
}

// Remove drops a document.
func (x *Index) Remove(id int64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
}

// RemoveProducts drops the documents of products.
func (x *Index) RemoveProducts(products []string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, product := range products {
		if slot, ok := x.products[product]; ok {
			x.remove(x.docs[slot].id)
		}
	}
}

func (x *Index) remove(id int64) {
	slot, ok := x.slots[id]
	if !ok {
		return
	}
	d := &x.docs[slot]
	for _, c := range d.classes {
		x.classes[c].drop(slot)
	}
	for f, n := range d.lengths {
		x.lengths[f] -= int64(n)
	}
	for _, k := range d.kinds {
		x.kinds.drop(k)
	}
	x.codes.drop(slot)
	delete(x.products, d.card.Product)
	*d = document{}
	delete(x.slots, id)
	x.free = append(x.free, slot)
}

func (c *class) drop(slot uint32) {
	i, ok := c.find(slot)
	if !ok {
		return
	}
	if strong(c.postings[i].tf) {
		c.strong--
	}
	if factual(c.postings[i].tf) {
		c.factual--
	}
	c.postings = slices.Delete(c.postings, i, i+1)
}

func (c *class) find(slot uint32) (int, bool) {
	if n := len(c.postings); n == 0 || c.postings[n-1].slot < slot {
		return n, false
	}
	return slices.BinarySearchFunc(c.postings, slot, func(p posting, slot uint32) int { return int(p.slot) - int(slot) })
}

// text is the tokens of one field.
type text struct {
	field  int
	tokens []words.Token
}

// reading is a source, read.
type reading struct {
	name  []words.Token
	texts []text
	kinds []phrase
}

// phrase is what a product is said to be, and by whom.
type phrase struct {
	tokens []words.Token
	source uint8
}

// read cuts a source into tokens. It needs no lock.
func (x *Index) read(s Source) reading {
	r := reading{name: x.language.Read(s.Name)}
	add := func(field int, text_ string) {
		if text_ != "" {
			r.texts = append(r.texts, text{field, x.language.Read(text_)})
		}
	}
	add(inKind, s.Type)
	r.addKinds(x.language, s.Type, byType)
	for _, path := range s.Categories {
		for i, name := range path {
			field, source := inAbout, byShelfAbove
			if i == len(path)-1 {
				field, source = inKind, byShelf
			}
			add(field, name)
			r.addKinds(x.language, name, source)
		}
	}
	add(inBrand, s.Brand)
	for _, value := range s.Options {
		add(inFacts, value)
	}
	for _, a := range s.Attributes {
		add(inFacts, factOf(a))
		add(inAbout, a[0])
	}
	add(inAbout, strings.Join(s.Tags, " , "))
	add(inText, s.Text)
	return r
}

// factOf returns an attribute's value, with the unit that its name may have:
// Screen size (inch): 55.
func factOf(a [2]string) string {
	name, value := a[0], a[1]
	open, end := strings.LastIndexByte(name, '('), strings.LastIndexByte(name, ')')
	if open >= 0 && end > open && strings.Trim(value, "0123456789.,") == "" {
		return value + " " + name[open+1:end]
	}
	return value
}

// fill enters what was read of a document.
func (x *Index) fill(d *document, slot uint32, r reading) {
	found := map[uint32]uint32{}
	enter := func(field int, tokens []words.Token) {
		for _, t := range tokens {
			if t.Stop {
				continue
			}
			c := x.classOf(t.Text)
			found[c] = count(found[c], field)
			if !t.Extra && d.lengths[field] < 255 {
				d.lengths[field]++
			}
		}
	}
	enter(inName, r.name)
	for _, t := range r.texts {
		enter(t.field, t.tokens)
	}
	for f, n := range d.lengths {
		x.lengths[f] += int64(n)
	}
	d.classes = make([]uint32, 0, len(found))
	for c, tf := range found {
		d.classes = append(d.classes, c)
		x.classes[c].put(slot, tf)
	}
	d.name, d.main = x.inOrder(r.name)
	x.fillKinds(d, r)
}

func (c *class) put(slot, tf uint32) {
	i, _ := c.find(slot)
	c.postings = slices.Insert(c.postings, i, posting{slot, tf})
	if strong(tf) {
		c.strong++
	}
	if factual(tf) {
		c.factual++
	}
}

// inOrder returns the classes of tokens, and how many come before what says
// more about the thing: the lid of a mug with lid.
func (x *Index) inOrder(tokens []words.Token) (classes []uint32, main uint8) {
	open := true
	for _, t := range tokens {
		if t.Link && len(classes) > 0 {
			open = false
		}
		if t.Stop || t.Extra || len(classes) == 255 {
			continue
		}
		classes = append(classes, x.classOf(t.Text))
		if open {
			main++
		}
	}
	return classes, main
}
