package carts

import (
	"slices"

	"holdfast/modules/kernel/money"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/promotions"
	"holdfast/modules/shipping"
	"holdfast/modules/tax"
)

// Calculation is everything a total depends on. Calculate is pure: the same
// calculation gives the same totals in a cart, an order, an invoice, a refund.
type Calculation struct {
	Currency   string
	Lines      []CalculationLine
	Promotions []promotions.Promotion // those that may hold, see promotions.Apply
	Shipping   *shipping.Offer        // nil: not chosen yet
	ShipRate   tax.Rate               // on shipping
	Inclusive  bool                   // what is shown has the tax in it
}

// CalculationLine is so many units of one SKU.
type CalculationLine struct {
	SKU      sku.SKU
	Goods    promotions.Goods // what promotions are for
	Unit     money.Money      // as it is shown at the destination, see Shown
	Was      money.Money      // before its reduction; zero: none
	Quantity int
	Rate     tax.Rate
}

// Totals is how a total is made up.
//
//	line amount = unit × quantity
//	subtotal    = Σ line amounts
//	total       = subtotal - discount + shipping           (tax included)
//	            = subtotal - discount + shipping + tax     (tax on top)
//
// What promotions take off is divided over the lines that they cover in
// proportion to what is left of them, so that each line's tax is on what is
// really paid for it. Tax is rounded once a line, and once for shipping; Taxes
// adds up the same figures by rate.
type Totals struct {
	Lines      []LineTotal
	Subtotal   money.Money
	Promotions []promotions.Applied `json:",omitempty"`
	Discount   money.Money          // positive: what is taken off the goods
	Shipping   money.Money
	Sent       *Sent `json:",omitempty"` // how shipping costs what it does; nil: not chosen yet
	Taxes      []TaxLine
	Tax        money.Money
	Total      money.Money
	Inclusive  bool // Tax is part of the figures above it, not added
}

// Sent is the way in which goods are sent, and its price before promotions.
type Sent struct {
	Offer shipping.Offer
	Rate  tax.Rate
	Tax   money.Money
}

// LineTotal is one line of Totals.
type LineTotal struct {
	SKU      sku.SKU
	Quantity int
	Unit     money.Money
	Was      money.Money // what the unit cost before its reduction; zero: none
	Amount   money.Money // unit × quantity
	Discount money.Money // its part of the discount
	Net      money.Money // what is paid for it without tax
	Tax      money.Money
	Rate     tax.Rate
}

// TaxLine is the tax at one rate.
type TaxLine struct {
	Rate     tax.Rate
	Net, Tax money.Money
}

// Calculate returns how the total is made up.
func Calculate(c Calculation) Totals {
	zero := money.New(0, c.Currency)
	t := Totals{Subtotal: zero, Discount: zero, Shipping: zero, Tax: zero, Total: zero, Inclusive: c.Inclusive}
	for _, line := range c.Lines {
		amount := line.Unit.Times(line.Quantity)
		t.Subtotal = t.Subtotal.Add(amount)
		t.Lines = append(t.Lines, LineTotal{SKU: line.SKU, Quantity: line.Quantity, Unit: line.Unit, Was: line.Was,
			Amount: amount, Discount: zero, Rate: line.Rate})
	}
	if c.Shipping != nil {
		t.Shipping = zero.Add(c.Shipping.Price)
	}
	t.takeOff(promotions.Apply(c.Promotions, c.goods(), t.Shipping))
	var taxes taxLines
	for i := range t.Lines {
		line := &t.Lines[i]
		line.Net, line.Tax = line.Rate.Of(line.Amount.Sub(line.Discount), c.Inclusive)
		taxes.add(line.Rate, line.Net, line.Tax)
	}
	if c.Shipping != nil {
		net, due := c.ShipRate.Of(t.Shipping, c.Inclusive)
		t.Sent = &Sent{Offer: *c.Shipping, Rate: c.ShipRate, Tax: due}
		if !t.Shipping.IsZero() {
			taxes.add(c.ShipRate, net, due)
		}
	}
	t.Taxes = taxes
	for _, line := range taxes {
		t.Tax = t.Tax.Add(line.Tax)
	}
	t.Total = t.Subtotal.Sub(t.Discount).Add(t.Shipping)
	if !c.Inclusive {
		t.Total = t.Total.Add(t.Tax)
	}
	return t
}

// goods are the lines as promotions see them.
func (c Calculation) goods() []promotions.Line {
	lines := make([]promotions.Line, len(c.Lines))
	for i, line := range c.Lines {
		lines[i] = promotions.Line{Goods: line.Goods, Amount: line.Unit.Times(line.Quantity)}
	}
	return lines
}

// takeOff takes off what promotions do.
func (t *Totals) takeOff(applied []promotions.Applied) {
	t.Promotions = applied
	for _, a := range applied {
		t.Discount, t.Shipping = t.Discount.Add(a.Off), t.Shipping.Sub(a.Shipping)
		for i, share := range a.Shares {
			t.Lines[i].Discount = t.Lines[i].Discount.Add(share)
		}
	}
}

// Redeems returns the codes of the promotions that the total has used.
func (t Totals) Redeems() []string {
	codes := make([]string, len(t.Promotions))
	for i, a := range t.Promotions {
		codes[i] = a.Code
	}
	return codes
}

// Applies reports whether the promotion with a code is part of the total.
func (t Totals) Applies(code string) bool { return slices.Contains(t.Redeems(), code) }

// taxLines adds up tax by rate, in the order in which rates first appear.
type taxLines []TaxLine

func (l *taxLines) add(rate tax.Rate, net, due money.Money) {
	if rate.Name == "" {
		return
	}
	for i := range *l {
		if line := &(*l)[i]; line.Rate.Name == rate.Name && line.Rate.PPM == rate.PPM {
			line.Net, line.Tax = line.Net.Add(net), line.Tax.Add(due)
			return
		}
	}
	*l = append(*l, TaxLine{rate, net, due})
}

// Shown returns a price as it is shown at a destination. The merchant's prices
// have the home rate in them, or they do not (kept); where the destination's
// prices include tax (shown), an inclusive price stays what it is, whichever
// rate is in it, so that a mug costs the same wherever in the zone it goes; an
// export loses the home tax, and a net price gains the destination's.
func Shown(price money.Money, kept bool, home tax.Rate, shown bool, there tax.Rate) money.Money {
	switch {
	case kept && !shown:
		return price.Sub(home.Inside(price))
	case !kept && shown:
		return price.Add(there.OnTop(price))
	}
	return price
}
