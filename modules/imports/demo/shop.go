package demo

// Shop is what a merchant would enter as the shop's settings.
type Shop struct {
	Name, Tagline    string
	Locale, Currency string   // BCP 47 and ISO 4217
	Locales          []string // other languages of its pages
	TimeZone         string
	PricesIncludeTax bool
	Address          Address
	Email, Phone     string
	VATNumber        string
	Bank             BankAccount
	Colours          Colours
	Logo, LogoDark   string // names for Brand
	Favicon          string
	OrderPrefix      string
}

// Address is a postal address; Country is ISO 3166-1 alpha-2.
type Address struct{ Street, City, County, Postcode, Country string }

// BankAccount is what a bank transfer is made to.
type BankAccount struct{ Holder, IBAN, BIC, Bank string }

// Colours are the shop's own, by what they are for, as CSS colours.
type Colours struct {
	Paper, Ink, Line, Accent                 string
	DarkPaper, DarkInk, DarkLine, DarkAccent string
}

// Settings returns the shop's settings. Nothing in them leads to anybody: the
// town, the account and the numbers are made of zeros, and the address ends in
// a domain that is kept for examples (RFC 2606).
func Settings() Shop {
	return Shop{
		Name:             "Northquay General Store",
		Tagline:          "Sturdy things for house, harbour and garden.",
		Locale:           "en-IE",
		Locales:          []string{"de", "ar"},
		Currency:         "EUR",
		TimeZone:         "Europe/Dublin",
		PricesIncludeTax: true,
		Address:          Address{"1 Pier Road", "Northquay", "Co. Clare", "V00 0000", "IE"},
		Email:            "counter@northquay.example",
		Phone:            "+353 00 000 0000",
		VATNumber:        "IE0000000X",
		Bank: BankAccount{
			Holder: "Northquay General Store (demo)",
			IBAN:   "IE00 DEMO 0000 0000 0000 00",
			BIC:    "DEMOIE00",
			Bank:   "Bank of Nowhere",
		},
		Colours: Colours{
			Paper: "#fbf8f1", Ink: "#22303c", Line: "#d9d2c3", Accent: "#2f5d7c",
			DarkPaper: "#141b21", DarkInk: "#efe9dc", DarkLine: "#34404a", DarkAccent: "#8fbcd4",
		},
		Logo:        "logo",
		LogoDark:    "logo-dark",
		Favicon:     "favicon",
		OrderPrefix: "NQ",
	}
}
