package search

import (
	"holdfast/modules/kernel/money"
	"holdfast/modules/pricing"
	"holdfast/modules/search/internal/store"
)

// Result is a page of products and what there is beside it.
type Result struct {
	Cards       []Card
	Total       int  // on all pages; a bound when More
	More        bool // there may be more than Total
	Page, Pages int  // Page is at least 1 and at most max(1, Pages)

	// Facets, each over what the other filters leave.
	PriceMin, PriceMax money.Money // without regard to the price filter; no currency when there is nothing
	InStock            int         // how many can be bought now, without regard to that filter; bounded as Total
	Facets             []Facet     // those that say something of this list, if Query.Facets
	Picks              []Pick      // of the query's, those that are known, each once and in order

	Relaxed      bool   // nothing had all words: these have some
	Suggestion   string // what was meant, perhaps; empty: nothing better is known
	Corrected    bool   // what is shown was found for Suggestion: nothing has what was typed
	Alternatives []Card // where nothing was found: the newest in stock
}

// Card is a product as a list shows it.
type Card struct {
	Product string // its id
	Slug    string
	Name    string
	Brand   string
	Price   money.Money // the lowest of its variants
	From    bool        // its variants differ in price
	Was     money.Money // what that variant cost before; zero when there is nothing to compare with
	Lowest  money.Money // its lowest price of the 30 days before the reduction; zero: not known
	Unit    pricing.UnitPrice
	InStock bool
	Image   Image // the first; zero when there is none
}

// Image is a card's picture.
type Image struct {
	Asset         string // the media module's id
	Alt           string
	Width, Height int // of the largest, in pixels
}

func cards(rows []store.Card) []Card {
	cards := make([]Card, len(rows))
	for i, r := range rows {
		cards[i] = Card{
			Product: r.ProductID, Slug: r.Slug, Name: r.Name, Brand: r.Brand,
			Price: money.New(r.Price, r.Currency), From: r.Several, InStock: r.InStock,
			Image: Image{Asset: r.ImageAsset, Alt: r.ImageAlt, Width: r.ImageWidth, Height: r.ImageHeight},
		}
		if r.Was > 0 {
			cards[i].Was = money.New(r.Was, r.Currency)
		}
		if r.Lowest > 0 {
			cards[i].Lowest = money.New(r.Lowest, r.Currency)
		}
		if r.UnitPer != "" {
			cards[i].Unit = pricing.UnitPrice{Amount: money.New(r.UnitPrice, r.Currency), Per: r.UnitPer}
		}
	}
	return cards
}
