// Package layout holds the frames around every page of the shop.
//
//	Frame     header, departments, search, cart, footer: wherever one looks around
//	Checkout  name and way back only: wherever one pays
//
// A page's view model embeds Page, which says what stands in the head and in
// the frame. Parts that the shop can do without fill a page's named Slots; an
// empty slot takes no room.
package layout

import "holdfast/views/ui"

// Page is what every page has. Canonical and Image are absolute addresses.
type Page struct {
	Title       string // without the shop's name, which the head adds; "" on the home page
	Titled      bool   // Title is all of it, in the merchant's own words
	Description string
	Canonical   string
	NoIndex     bool   // robots: noindex
	NoFollow    bool   // and nofollow
	Image       string // for Open Graph
	Type        string // for Open Graph: "website" when empty, "product"
	JSONLD      []byte // an encoded JSON-LD object or array, none when empty
	Shop        Shop
	Cart        CartBadge
	Query       string // what the search field holds
	Here        string // the page's path and query, to be shown in another language
	Slots       Slots
}

// Shop is the merchant's part of the frame. It comes from settings and is the
// same on all pages.
type Shop struct {
	Name, Tagline string
	Logo          ui.Picture // none: the name is lettered
	Theme         string     // address of the merchant's colours, "" for the shop's own
	Menu          []ui.Link  // departments
	Footer        []ui.Link  // content pages
	Address       []string   // lines, in the footer
	Demo          bool       // shows the banner
	Languages     []Language // that pages are to be had in, the merchant's own first
}

// Language is one that the page is to be had in.
type Language struct {
	Tag  string
	Name string // in the language itself
}

// CartBadge is how many things are in the cart.
type CartBadge struct{ Count int }

// Slots holds what optional parts of the shop put into a page, by name.
type Slots map[string]Component

// Names of the slots that pages have.
const (
	SlotHome          = "home"           // below the merchant's sections
	SlotProduct       = "product"        // below the specifications
	SlotProductAside  = "product-aside"  // below Add to cart
	SlotCart          = "cart"           // below the cart
	SlotSearchNothing = "search-nothing" // where nothing was found
)

// Ids of parts of the frame that the script knows.
const (
	CartLink = "cart-link" // the link that carries the count
	Announce = "announce"  // live region
	Banner   = "banner"    // says that the server could not answer
)
