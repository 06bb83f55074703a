package shop

// Settings is what a merchant decides about the shop as a whole.
type Settings struct {
	Name         string
	Tagline      string // one line: what is sold here
	LegalName    string // who sells, as on an invoice; empty: Name
	LegalAddress string // lines
	TaxNumber    string // as on an invoice, e.g. a VAT number
	Email        string // where shoppers write to, and mail's sender; may be empty
	Phone        string
	Logo         string // an asset's id, or the file name of an embedded brand; may be empty
	Colours      Colours

	Currency         string   // ISO 4217
	Locale           string   // BCP 47: what the merchant writes in
	Locales          []string // others that the shop's own words are shown in
	TimeZone         string   // IANA
	Country          string   // ISO 3166, where the shop sells from
	PricesIncludeTax bool
	// HomeRates taxes what goes to another member state at the shop's own rates:
	// below the threshold of Directive 2006/112/EC, Article 59c, of 10,000 EUR a
	// year. Otherwise the destination's rates are due (the One-Stop Shop).
	HomeRates bool
	Law       Law

	ReservationMinutes int    // how long a card payment holds its stock
	BankDetails        string // lines: where a bank transfer goes to; empty: not offered
	OrderPrefix        string // before the number of an order, e.g. "NQ-"
	DeliveryLine       string // one line beside Add to cart
	ReturnsLine        string // one line beside Add to cart

	HomeSections []HomeSection

	// Version is the stored settings' own; Save wants the one that was read.
	Version int64 `json:"-"`
}

// Colours are the shop's own instead of the design's, each #rrggbb or empty.
// What stands on them, and how they look at night, follows from contrast.
type Colours struct {
	Accent string // links, and the button that matters most
	Fascia string // the band behind the name
	Lamp   string // badges, the search button, the focus
}

// SectionKind is what a section of the home page shows.
type SectionKind string

// The kinds of sections, and which values each uses.
const (
	Hero       SectionKind = "hero"       // Heading, Text, Image, Link, LinkLabel
	Categories SectionKind = "categories" // Heading: the departments
	Collection SectionKind = "collection" // Heading, Slug of the collection, Count
	Text       SectionKind = "text"       // Heading, Text
)

// HomeSection is one part of the home page, from the top.
type HomeSection struct {
	Kind      SectionKind
	Heading   string
	Text      string // plain, in paragraphs
	Image     string // an asset's id, or the file name of an embedded brand
	Link      string // an address in the shop, e.g. /categories/kitchen
	LinkLabel string
	Slug      string
	Count     int // how many products, 1 to 24
}

// Default is the settings of a shop whose merchant has not decided anything.
func Default() Settings {
	return Settings{
		Name:               "My shop",
		Currency:           "EUR",
		Locale:             "en",
		TimeZone:           "Europe/Dublin",
		Country:            "IE",
		PricesIncludeTax:   true,
		ReservationMinutes: 15,
		HomeSections:       []HomeSection{{Kind: Categories}},
		Law:                Law{PayButton: true, Withdrawal: true, WithdrawalDays: 14, WithdrawOnline: true, LowestPrice: true, UnitPrice: true},
	}
}
