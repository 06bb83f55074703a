package carts

import (
	"holdfast/modules/kernel/money"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/promotions"
	"holdfast/modules/shipping"
	"holdfast/modules/tax"
)

// Calculation is everything a total depends on. Calculate is pure: the same
// calculation gives the same totals in a cart, an order, an invoice, a refund.
type Calculation struct {
	Currency  string
	Lines     []CalculationLine
	Coupon    promotions.Coupon // the zero Coupon takes nothing off
	Shipping  *shipping.Offer   // nil: not chosen yet
	ShipRate  tax.Rate          // on shipping
	Inclusive bool              // what is shown has the tax in it
}

// CalculationLine is so many units of one SKU.
type CalculationLine struct {
	SKU      sku.SKU
	Unit     money.Money // as it is shown at the destination, see Shown
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
// A discount is divided over the lines in proportion to their amounts, so that
// each line's tax is on what is really paid for it. Tax is rounded once a line,
// and once for shipping; Taxes adds up the same figures by rate.
type Totals struct {
	Lines     []LineTotal
	Subtotal  money.Money
	Discount  money.Money // positive: what is taken off the goods
	Shipping  money.Money
	Taxes     []TaxLine
	Tax       money.Money
	Total     money.Money
	Inclusive bool // Tax is part of the figures above it, not added
}

// LineTotal is one line of Totals.
type LineTotal struct {
	SKU      sku.SKU
	Quantity int
	Unit     money.Money
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
	weights := make([]int64, len(c.Lines))
	for i, line := range c.Lines {
		amount := line.Unit.Times(line.Quantity)
		weights[i] = amount.Minor
		t.Subtotal = t.Subtotal.Add(amount)
		t.Lines = append(t.Lines, LineTotal{SKU: line.SKU, Quantity: line.Quantity, Unit: line.Unit, Amount: amount, Discount: zero, Rate: line.Rate})
	}
	t.discount(c, weights)
	var taxes taxLines
	for i := range t.Lines {
		line := &t.Lines[i]
		line.Net, line.Tax = line.Rate.Of(line.Amount.Sub(line.Discount), c.Inclusive)
		taxes.add(line.Rate, line.Net, line.Tax)
	}
	t.Total = t.Subtotal.Sub(t.Discount)
	if c.Shipping != nil && !c.Coupon.ShipsFree(t.Subtotal) {
		t.Shipping = c.Shipping.Price
		net, due := c.ShipRate.Of(t.Shipping, c.Inclusive)
		taxes.add(c.ShipRate, net, due)
		t.Total = t.Total.Add(t.Shipping)
	}
	t.Taxes = taxes
	for _, line := range taxes {
		t.Tax = t.Tax.Add(line.Tax)
	}
	if !c.Inclusive {
		t.Total = t.Total.Add(t.Tax)
	}
	return t
}

func (t *Totals) discount(c Calculation, weights []int64) {
	if c.Coupon.Code == "" {
		return
	}
	t.Discount = t.Discount.Add(c.Coupon.Discount(t.Subtotal))
	for i, part := range t.Discount.Split(weights) {
		t.Lines[i].Discount = part
	}
}

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
