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
	"holdfast/modules/search/internal/index"
	"holdfast/modules/search/internal/store"
	"holdfast/modules/search/internal/words"
)

// indexFormat is raised when documents are made differently, so that those that
// an older program made are written anew.
const indexFormat = "4"

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
	d := store.Document{Words: len(words.Split(p.Name)), Born: born(p.ID), NameKey: nameKey(p.Name)}
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
	d.Source = f.source(p)
	d.TextsPrint = fingerprint(d.Source)
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
			d.Price, d.Currency, d.Was, d.Lowest = price.Amount.Minor, price.Amount.Currency, price.Was.Minor, price.Lowest.Minor
			variant, _ := p.Variant(s)
			unit := pricing.Measure(variant.Measure).Per(price.Amount)
			d.UnitPrice, d.UnitPer = unit.Amount.Minor, unit.Per
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

// source returns what the words of p are made from, as JSON.
func (f facts) source(p catalog.Product) string {
	s := index.Source{Name: p.Name, Brand: p.Brand, Type: p.Type, Tags: p.Tags, Text: plain(p)}
	for _, id := range p.Categories {
		var path []string
		for _, category := range f.menus.Path(id) {
			path = append(path, category.Name)
		}
		s.Categories = append(s.Categories, path)
	}
	for _, v := range p.Variants {
		s.Options = append(s.Options, v.Choices...)
		s.Codes = append(s.Codes, string(v.SKU))
		if v.Barcode != "" {
			s.Codes = append(s.Codes, v.Barcode)
		}
	}
	slices.Sort(s.Options)
	s.Options = slices.Compact(s.Options)
	for _, a := range p.Attributes {
		s.Attributes = append(s.Attributes, [2]string{a.Name, a.Value})
	}
	text, err := json.Marshal(s)
	if err != nil {
		return "{}" // never: these are strings
	}
	return string(text)
}

// plain returns p's description as a reader sees it.
func plain(p catalog.Product) string {
	text := strings.Join(strings.Fields(p.Summary+" "+words.Text(p.HTML)), " ")
	return strings.ToValidUTF8(text[:min(len(text), maxText)], "")
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
