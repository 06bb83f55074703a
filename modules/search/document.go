package search

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"holdfast/modules/catalog"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing"
	"holdfast/modules/search/internal/store"
	"holdfast/modules/search/internal/words"
)

// indexFormat is raised when documents are made differently, so that those that
// an older program made are written anew.
const indexFormat = "2"

// Bounds of what is kept.
const (
	maxText    = 20_000 // bytes of a description
	maxNameKey = 60     // bytes of a name that it is sorted by
)

// facts is what a document is made from.
type facts struct {
	menus     catalog.Menus
	prices    map[sku.SKU]pricing.Price
	available map[sku.SKU]int
}

// document returns p's document; there is none for a product that shoppers do
// not see or that has no price.
func (f facts) document(p catalog.Product, now time.Time) (store.Document, bool) {
	d := store.Document{Words: len(words.Split(p.Name)), Head: words.Head(p.Name), Born: born(p.ID), NameKey: nameKey(p.Name)}
	d.ProductID, d.Slug, d.Name, d.Brand = p.ID, p.Slug, p.Name, p.Brand
	if !f.price(&d, p) || p.Status != catalog.Published {
		return store.Document{}, false
	}
	if len(p.Images) > 0 {
		first := p.Images[0]
		d.ImageAsset, d.ImageAlt, d.ImageWidth, d.ImageHeight = first.Asset, first.Alt, first.Width, first.Height
	}
	d.Lists = f.lists(p)
	d.Facets = store.Facets(d.Lists, facetValues(p))
	d.Codes = codes(p)
	d.TextName, d.TextKind, d.TextBody = words.Indexed(p.Name), f.kind(p), body(p)
	d.TextsPrint = fingerprint(d.Codes, d.TextName, d.TextKind, d.TextBody)
	d.Fingerprint = fingerprint(d)
	d.UpdatedAt = now
	return d, true
}

// price sets what the product costs, and reports whether it has a price.
func (f facts) price(d *store.Document, p catalog.Product) bool {
	priced := false
	for _, s := range p.SKUs() {
		price, ok := f.prices[s]
		if !ok {
			continue
		}
		d.InStock = d.InStock || f.available[s] > 0
		d.Several = d.Several || (priced && price.Amount.Minor != d.Price)
		if !priced || price.Amount.Minor < d.Price {
			d.Price, d.Currency, d.Was = price.Amount.Minor, price.Amount.Currency, price.Was.Minor
		}
		priced = true
	}
	return priced
}

// lists returns where p is listed: everywhere above its categories, too.
func (f facts) lists(p catalog.Product) []int64 {
	lists := []int64{store.All}
	for _, id := range p.Categories {
		for _, category := range f.menus.Path(id) {
			lists = append(lists, categoryList(category.ID))
		}
	}
	for _, tag := range p.Tags {
		lists = append(lists, tagList(tag))
	}
	slices.Sort(lists)
	return slices.Compact(lists)
}

func categoryList(id string) int64 { return store.List("category", id) }

// tagList takes tags as people write them: Gift is gift.
func tagList(tag string) int64 { return store.List("tag", strings.ToLower(tag)) }

// codes returns what finds p when it is typed in full.
func codes(p catalog.Product) []string {
	codes := []string{words.Code(p.Name)}
	for _, v := range p.Variants {
		codes = append(codes, words.Code(string(v.SKU)), words.Code(v.Barcode))
	}
	slices.Sort(codes)
	return slices.DeleteFunc(slices.Compact(codes), func(code string) bool { return code == "" })
}

// kind returns the words for what sort of thing p is.
func (f facts) kind(p catalog.Product) string {
	parts := append([]string{p.Brand, p.Type}, p.Tags...)
	for _, id := range p.Categories {
		for _, category := range f.menus.Path(id) {
			parts = append(parts, category.Name)
		}
	}
	for _, v := range p.Variants {
		parts = append(parts, v.Choices...)
	}
	return unique(words.Indexed(strings.Join(parts, " ")))
}

func body(p catalog.Product) string {
	text := p.Summary + " " + words.Text(p.HTML)
	return words.Indexed(text[:min(len(text), maxText)])
}

// unique returns text with each word once: variants repeat theirs.
func unique(text string) string {
	seen := map[string]bool{}
	return strings.Join(slices.DeleteFunc(strings.Fields(text), func(word string) bool {
		known := seen[word]
		seen[word] = true
		return known
	}), " ")
}

func nameKey(name string) []byte {
	key := strings.Join(words.Split(name), " ")
	return []byte(key[:min(len(key), maxNameKey)])
}

// born returns when a product was made, in milliseconds: the catalogue's ids
// are UUIDv7, which begin with that. Of any other id, it is not known: zero.
func born(id string) int64 {
	digits := strings.ReplaceAll(id, "-", "")
	if len(digits) == 32 && digits[12] == '7' {
		if ms, err := strconv.ParseInt(digits[:12], 16, 64); err == nil {
			return ms
		}
	}
	return 0
}

func fingerprint(parts ...any) string {
	text, err := json.Marshal(append(parts, indexFormat))
	if err != nil {
		return "" // never: these are strings and numbers
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:12])
}
