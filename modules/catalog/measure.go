package catalog

// Measure is how much a variant holds, and per how much its unit price is
// said: 250 g, per 1 kg. The zero Measure is of what is sold by the piece.
// Amounts are thousandths of their unit, so that 0.75 l is 750.
type Measure struct {
	Amount   int64  `json:"amount,omitempty"`
	Unit     string `json:"unit,omitempty"` // mg g kg ml cl l m3 cm m m2 item
	Base     int64  `json:"base,omitempty"`
	BaseUnit string `json:"base_unit,omitempty"`
}

// Attribute is a fact about a product that is not a choice: Material: wool. A
// name may come more than once, with a value each.
type Attribute struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}
