package backoffice

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/catalog"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/money"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
)

// dearest bounds a price, in minor units: far above anything sold, far below
// what sums of many could not hold.
const dearest = 100_000_000_000

// priceForm is what was typed, by variant.
type priceForm struct {
	row          int // of the form
	variant      catalog.Variant
	regular, was string
}

func (f priceForm) field(name string) string { return name + "_" + strconv.Itoa(f.row) }

// called is the variant's name for people, as the form has it.
func called(v catalog.Variant) string {
	if v.Name() == "" {
		return string(v.SKU)
	}
	return v.Name()
}

// setPrices makes the typed prices hold. Periods of sale stay as they are.
func (p *Pages) setPrices(c *fiber.Ctx) error {
	s, err := p.shelf(c)
	if err != nil {
		return err
	}
	settings, err := p.Shop.Settings(c.UserContext())
	if err != nil {
		return err
	}
	var terms []pricing.Terms
	var wrong []fault.Field
	typed := typedPrices(c, s.product)
	for _, row := range typed {
		next, faults := row.terms(c, s.terms[row.variant.SKU], settings.Currency)
		wrong = append(wrong, faults...)
		if next != nil {
			terms = append(terms, *next)
		}
	}
	if len(wrong) > 0 {
		return p.showProduct(c, s, keepPrices(typed), fault.InvalidFields(wrong...))
	}
	changed, err := p.Pricing.Set(c.UserContext(), terms...)
	if err != nil {
		return p.showProduct(c, s, keepPrices(typed), err)
	}
	ctx := localised(c)
	if changed == 0 {
		return done(c, productPath(s.product.ID), i18n.T(ctx, "stockroom.prices_same"))
	}
	if err := p.note(c, "pricing.set", "product:"+s.product.ID, priceChanges(terms, s.terms)); err != nil {
		return err
	}
	return done(c, productPath(s.product.ID), i18n.N(ctx, "stockroom.prices_saved", changed))
}

// typedPrices reads the form's rows, those of variants that are still sold.
func typedPrices(c *fiber.Ctx, product catalog.Product) (rows []priceForm) {
	for i := range product.Variants {
		n := strconv.Itoa(i)
		if variant, ok := product.Variant(sku.SKU(form(c, "sku_"+n, 200))); ok {
			rows = append(rows, priceForm{i, variant, form(c, "regular_"+n, 40), form(c, "was_"+n, 40)})
		}
	}
	return rows
}

// terms reads a row; nil when it has no price and needs none.
func (f priceForm) terms(c *fiber.Ctx, old pricing.Terms, currency string) (*pricing.Terms, []fault.Field) {
	if f.regular == "" && f.was == "" && old.SKU == "" {
		return nil, nil
	}
	ctx, name := localised(c), called(f.variant)
	next := old
	next.SKU, next.Was = f.variant.SKU, money.Money{}
	var wrong []fault.Field
	add := func(field, key string) {
		wrong = append(wrong, fault.Field{Name: f.field(field), Message: i18n.F(ctx, key, "Name", name)})
	}
	var ok bool
	if next.Regular, ok = amount(f.regular, currency); !ok {
		add("regular", "stockroom.price_wrong")
	}
	if f.was != "" {
		was, read := amount(f.was, currency)
		switch {
		case !read:
			add("was", "stockroom.was_wrong")
		case ok && !next.Regular.Less(was):
			add("was", "stockroom.was_low")
		}
		next.Was = was
	}
	return &next, wrong
}

// amount reads a price as people type it, with a point or a comma.
func amount(typed, currency string) (money.Money, bool) {
	if strings.Count(typed, ",") == 1 && !strings.Contains(typed, ".") {
		typed = strings.Replace(typed, ",", ".", 1)
	}
	m, err := money.Parse(typed, currency)
	return m, err == nil && m.Minor >= 0 && m.Minor <= dearest
}

func keepPrices(typed []priceForm) func(*backoffice.ProductPage) {
	return func(page *backoffice.ProductPage) {
		for _, row := range typed {
			page.Rows[row.row].Regular, page.Rows[row.row].Was = row.regular, row.was
		}
	}
}

// priceChanges says what changed, for the audit log.
func priceChanges(terms []pricing.Terms, before map[sku.SKU]pricing.Terms) string {
	var changes []string
	for _, t := range terms {
		if old := before[t.SKU]; old.Regular != t.Regular || old.Was.Minor != t.Was.Minor {
			changes = append(changes, string(t.SKU)+": "+priceWords(old)+" → "+priceWords(t))
		}
	}
	return bounded(strings.Join(changes, "; "), 1000)
}

func priceWords(t pricing.Terms) string {
	switch {
	case t.Regular.Currency == "":
		return "no price"
	case !t.Was.IsZero():
		return t.Regular.String() + " (was " + t.Was.Decimal() + ")"
	}
	return t.Regular.String()
}
