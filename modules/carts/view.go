package carts

import (
	"context"
	"fmt"

	"holdfast/modules/carts/internal/store"
	"holdfast/modules/catalog"
	"holdfast/modules/kernel/money"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing"
	"holdfast/modules/promotions"
	"holdfast/modules/shipping"
	"holdfast/modules/shop"
	"holdfast/modules/tax"
)

// View is a cart as it stands now: what of it can be bought, for how much, and
// how it is sent.
type View struct {
	ID     string
	Lines  []Line               // what can be bought
	Gone   []Line               // what was in the cart and cannot be bought any more
	Coupon promotions.Promotion // the zero Coupon: none
	// CouponFault says why the coupon in the cart takes nothing off.
	CouponFault error
	// CouponMissing is how much more of what the coupon is for it asks for.
	CouponMissing money.Money
	Offers        []shipping.Offer // the ways to send it, none without a destination
	Method        string           // the chosen one of Offers
	Parcel        shipping.Parcel
	Totals        Totals
	Draft         map[string]string
}

// Line is one line of a cart.
type Line struct {
	Item     catalog.Item
	Price    pricing.Price // as shown at the destination
	Quantity int           // what can be bought: what is wanted, or what is left
	Wanted   int
	// SeenBefore is the price when the shopper last changed the line, when it
	// has changed since; else the zero Money.
	SeenBefore money.Money
	Total      money.Money
}

// Clamped reports whether less can be bought than is wanted.
func (l Line) Clamped() bool { return l.Quantity < l.Wanted }

// Units returns how many units can be bought.
func (v View) Units() int {
	n := 0
	for _, line := range v.Lines {
		n += line.Quantity
	}
	return n
}

// Changed reports whether less can be bought than the shopper wants.
func (v View) Changed() bool {
	for _, line := range v.Lines {
		if line.Clamped() {
			return true
		}
	}
	return len(v.Gone) > 0
}

// Choice is where a cart is sent and how; the zero Choice leaves it open, and
// the shop's own country decides about tax.
type Choice struct {
	To     shipping.Destination
	Method string // empty, or one that is not offered there: the first offer
	// Email is the buyer's, where it is known: some promotions are for so many
	// orders of each customer.
	Email string
}

// facts is what the database and the snapshots say about a cart.
type facts struct {
	shop      shop.Settings
	table     tax.Table
	menus     catalog.Menus
	items     map[sku.SKU]catalog.Item
	prices    map[sku.SKU]pricing.Price
	available map[sku.SKU]int
}

// View returns the cart with id as it would be sent by choice; a cart that does
// not exist is an empty one.
func (s *Service) View(ctx context.Context, id string, choice Choice) (View, error) {
	row, err := s.store.Cart(ctx, id)
	if err != nil {
		return View{}, fmt.Errorf("read cart %s: %w", id, err)
	}
	f, err := s.facts(ctx, row.Lines)
	if err != nil {
		return View{}, fmt.Errorf("look up cart %s: %w", id, err)
	}
	to := f.taxed(choice.To)
	v := View{ID: id, Draft: row.Draft}
	c := Calculation{Currency: f.shop.Currency, Inclusive: f.table.Inclusive(to.Country, to.State),
		ShipRate: f.table.Rate(to.Country, to.State, tax.Standard)}
	for _, wanted := range row.Lines {
		line, rate, ok := f.line(wanted, to)
		if !ok {
			v.Gone = append(v.Gone, line)
			continue
		}
		v.Lines = append(v.Lines, line)
		c.Lines = append(c.Lines, CalculationLine{SKU: line.Item.Variant.SKU, Goods: f.goods(line.Item.Product), Unit: line.Price.Amount,
			Was: line.Price.Was, Quantity: line.Quantity, Rate: rate})
		v.Parcel.Grams += line.Item.Variant.Grams * int64(line.Quantity)
	}
	if err := s.findPromotions(ctx, &v, &c, row.Coupon, choice.Email); err != nil {
		return View{}, err
	}
	goods := Calculate(c)
	v.Parcel.Value = goods.Subtotal.Sub(goods.Discount)
	if choice.To.Country != "" {
		if err := s.chooseOffer(ctx, &v, &c, choice); err != nil {
			return View{}, err
		}
	}
	v.Totals = Calculate(c)
	v.explainCoupon(c)
	return v, nil
}

func (s *Service) facts(ctx context.Context, lines []store.Line) (f facts, err error) {
	if f.shop, err = s.needs.Shop.Settings(ctx); err != nil {
		return f, err
	}
	if f.table, err = s.needs.Tax.Table(ctx); err != nil || len(lines) == 0 {
		return f, err
	}
	skus := make([]sku.SKU, len(lines))
	for i, l := range lines {
		skus[i] = sku.SKU(l.SKU)
	}
	if f.menus, err = s.needs.Catalog.Menus(ctx); err != nil {
		return f, err
	}
	if f.items, err = s.needs.Catalog.Items(ctx, skus); err != nil {
		return f, err
	}
	if f.prices, err = s.needs.Pricing.Prices(ctx, skus); err != nil {
		return f, err
	}
	f.available, err = s.needs.Inventory.Available(ctx, skus)
	return f, err
}

// line returns what can be bought of a wanted line; not ok when nothing can.
func (f facts) line(wanted store.Line, to tax.Place) (line Line, rate tax.Rate, ok bool) {
	each := sku.SKU(wanted.SKU)
	item, known := f.items[each]
	price, priced := f.prices[each]
	line = Line{Item: item, Wanted: wanted.Quantity, Quantity: min(wanted.Quantity, f.available[each])}
	if !known {
		line.Item.Variant.SKU, line.Item.Product.Name = each, string(each)
	}
	if !known || !priced || item.Product.Status != catalog.Published || line.Quantity <= 0 {
		line.Quantity = 0
		return line, rate, false
	}
	category := tax.Category(item.Product.TaxCategory)
	home, rate := f.table.Rate(f.shop.Country, "", category), f.table.Rate(to.Country, to.State, category)
	shown := func(m money.Money) money.Money {
		if m.Currency == "" {
			return m
		}
		return Shown(m, f.shop.PricesIncludeTax, home, f.table.Inclusive(to.Country, to.State), rate)
	}
	if wanted.SeenMinor != price.Amount.Minor {
		line.SeenBefore = shown(money.New(wanted.SeenMinor, price.Amount.Currency))
	}
	line.Price = pricing.Price{Amount: shown(price.Amount), Was: shown(price.Was), Lowest: shown(price.Lowest)}
	if f.shop.Law.LowestPrice && !price.Reduced() {
		line.Price.Was, line.Price.Lowest = money.Money{}, money.Money{}
	}
	line.Total = line.Price.Amount.Times(line.Quantity)
	return line, rate, true
}

func (s *Service) chooseOffer(ctx context.Context, v *View, c *Calculation, choice Choice) error {
	offers, err := s.needs.Shipping.Offers(ctx, choice.To, v.Parcel)
	if err != nil {
		return fmt.Errorf("find ways to send cart %s: %w", v.ID, err)
	}
	v.Offers = offers
	for i := range offers {
		if offers[i].Method == choice.Method || i == 0 {
			v.Method, c.Shipping = offers[i].Method, &offers[i]
		}
	}
	return nil
}
