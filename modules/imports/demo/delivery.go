package demo

import "holdfast/modules/kernel/money"

// Zone is a set of countries (ISO 3166-1 alpha-2) that parcels reach by the
// same methods. The zone whose Countries is empty is every other country.
type Zone struct {
	Slug, Name string
	Countries  []string
	Methods    []Method
}

// Method is a way a parcel goes, and what it costs by weight and value.
type Method struct {
	Slug, Name, Line string
	MinDays, MaxDays int // working days
	Rates            []Rate
	FreeFrom         money.Money // goods' value from which it costs nothing; zero: never
}

// Rate is the price of a parcel up to MaxGrams.
type Rate struct {
	MaxGrams int
	Price    money.Money
}

func euro(cents int64) money.Money { return money.New(cents, "EUR") }

// TaxRate is a rate of VAT in basis points (2300 is 23 %) by tax category.
type TaxRate struct {
	Category, Name string
	Tag            string // the product tag that tells it; empty: every other
	BasisPoints    int
}

// TaxRates returns Ireland's rates. The second reduced rate is listed since it
// exists; nothing here is sold at it.
func TaxRates() []TaxRate {
	return []TaxRate{
		{"standard", "Standard rate", "", 2300},
		{"reduced", "Reduced rate", "tax:reduced", 1350},
		{"second-reduced", "Second reduced rate", "tax:second-reduced", 900},
		{"zero", "Zero rate", "tax:zero", 0},
	}
}

// Zones returns where the shop delivers and how.
func Zones() []Zone {
	return []Zone{
		{"ireland", "Ireland", []string{"IE"}, []Method{
			{"standard", "Standard delivery", "By post, with a tracking link.", 2, 3,
				[]Rate{{2000, euro(495)}, {10000, euro(795)}, {30000, euro(1295)}}, euro(6000)},
			{"express", "Express delivery", "By courier, the next working day if ordered by noon.", 1, 1,
				[]Rate{{2000, euro(995)}, {10000, euro(1395)}, {30000, euro(1995)}}, money.Money{}},
		}},
		{"european-union", "European Union", europeanUnion(), []Method{
			{"standard", "Standard delivery", "By post, tracked to the door.", 4, 7,
				[]Rate{{2000, euro(1195)}, {10000, euro(1895)}, {30000, euro(3495)}}, euro(15000)},
			{"express", "Express delivery", "By air courier.", 2, 3,
				[]Rate{{2000, euro(2495)}, {10000, euro(3995)}, {30000, euro(6995)}}, money.Money{}},
		}},
		{"united-kingdom", "United Kingdom", []string{"GB", "IM", "JE", "GG"}, []Method{
			{"standard", "Standard delivery", "By post, tracked to the door. Import charges may fall due.", 3, 6,
				[]Rate{{2000, euro(1095)}, {10000, euro(1795)}, {30000, euro(3295)}}, euro(12000)},
			{"express", "Express delivery", "By courier. Import charges may fall due.", 2, 3,
				[]Rate{{2000, euro(2295)}, {10000, euro(3695)}, {30000, euro(6495)}}, money.Money{}},
		}},
		{"world", "Rest of the world", nil, []Method{
			{"standard", "Standard delivery", "By air mail, tracked. Import charges may fall due.", 7, 15,
				[]Rate{{2000, euro(2295)}, {10000, euro(4995)}, {20000, euro(8995)}}, money.Money{}},
			{"express", "Express delivery", "By air courier. Import charges may fall due.", 3, 5,
				[]Rate{{2000, euro(4495)}, {10000, euro(8995)}, {20000, euro(14995)}}, money.Money{}},
		}},
	}
}

// europeanUnion returns the member states but Ireland, which has its own zone.
func europeanUnion() []string {
	return []string{
		"AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU",
		"IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
	}
}
