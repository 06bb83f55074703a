package storefront

import (
	"context"
	"strconv"
	"strings"

	"holdfast/modules/carts"
	"holdfast/modules/kernel/money"
	"holdfast/modules/promotions"
	"holdfast/modules/shipping"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
)

// explain says how each line of a total comes about; names are those of its
// lines. It says what the calculation has done, and calculates nothing itself.
func explain(ctx context.Context, t carts.Totals, names []string) (all []storefront.Reckoning, remarks []string) {
	if len(t.Lines) == 0 {
		return nil, nil
	}
	for i, line := range t.Lines {
		all = append(all, explainLine(ctx, t, i, line, names[i]))
	}
	if len(t.Lines) > 1 {
		all = append(all, storefront.Reckoning{Label: i18n.T(ctx, "totals.subtotal"), Amount: t.Subtotal, Notes: []string{i18n.T(ctx, "explain.subtotal")}})
	}
	for _, a := range t.Promotions {
		all = append(all, explainOffer(ctx, a))
	}
	if t.Sent != nil {
		all = append(all, explainShipping(ctx, t))
	}
	sum := i18n.T(ctx, "explain.tax_sum_on")
	if t.Inclusive {
		sum = i18n.T(ctx, "explain.tax_sum_in")
	}
	for _, tax := range t.Taxes {
		all = append(all, storefront.Reckoning{Label: tax.Rate.Name, Amount: tax.Tax, Notes: []string{sum}})
	}
	all = append(all, storefront.Reckoning{Label: i18n.T(ctx, "totals.total"), Amount: t.Total, Strong: true})
	if len(t.Promotions) > 1 {
		remarks = append(remarks, i18n.T(ctx, "explain.order"))
	}
	return all, append(remarks, i18n.T(ctx, "explain.rounding"))
}

func explainLine(ctx context.Context, t carts.Totals, i int, line carts.LineTotal, name string) storefront.Reckoning {
	r := storefront.Reckoning{Label: name, Amount: line.Amount,
		Notes: []string{i18n.F(ctx, "explain.units", "Count", line.Quantity, "Unit", i18n.Money(ctx, line.Unit))}}
	note := func(key string, pairs ...any) { r.Notes = append(r.Notes, i18n.F(ctx, key, pairs...)) }
	if line.Unit.Minor < line.Was.Minor {
		note("explain.reduced", "Was", i18n.Money(ctx, line.Was))
	}
	for _, a := range t.Promotions {
		if i < len(a.Shares) && !a.Shares[i].IsZero() {
			note("explain.share", "Name", offerLabel(ctx, a), "Amount", i18n.Money(ctx, a.Shares[i].Neg()))
		}
	}
	if line.Rate.Name != "" {
		note(taxKey(t), "Rate", line.Rate.Name, "Paid", i18n.Money(ctx, line.Amount.Sub(line.Discount)), "Tax", i18n.Money(ctx, line.Tax))
	}
	return r
}

func taxKey(t carts.Totals) string {
	if t.Inclusive {
		return "explain.tax_in"
	}
	return "explain.tax_on"
}

func explainOffer(ctx context.Context, a promotions.Applied) storefront.Reckoning {
	r := storefront.Reckoning{Label: offerLabel(ctx, a), Amount: a.Off.Add(a.Shipping).Neg()}
	base := i18n.Money(ctx, a.Base)
	switch a.Kind {
	case promotions.Percentage:
		r.Notes = []string{i18n.F(ctx, "explain.percentage", "Percent", percent(a.PPM), "Base", base), i18n.T(ctx, "explain.divided")}
	case promotions.Fixed:
		r.Notes = []string{i18n.F(ctx, "explain.fixed", "Base", base), i18n.T(ctx, "explain.divided")}
	case promotions.FreeShipping:
		r.Notes = []string{i18n.T(ctx, "explain.ships_free")}
	}
	return r
}

func explainShipping(ctx context.Context, t carts.Totals) storefront.Reckoning {
	offer, why := t.Sent.Offer, t.Sent.Offer.Why
	r := storefront.Reckoning{Label: i18n.T(ctx, "totals.shipping") + ": " + offer.Name, Amount: offer.Price}
	note := func(key string, pairs ...any) { r.Notes = append(r.Notes, i18n.F(ctx, key, pairs...)) }
	if why.Zone != "" {
		note("explain.parcel", "Zone", why.Zone, "Weight", weight(ctx, why.Grams))
	}
	explainBand(ctx, why, note)
	if from := offer.FreeFrom; !from.IsZero() {
		key := "explain.free_from"
		if offer.Price.IsZero() {
			key = "explain.free_now"
		}
		note(key, "From", i18n.Money(ctx, from), "Value", i18n.Money(ctx, why.Value), "Price", i18n.Money(ctx, why.Listed))
	}
	if t.Sent.Rate.Name != "" && !t.Shipping.IsZero() {
		note(taxKey(t), "Rate", t.Sent.Rate.Name, "Paid", i18n.Money(ctx, t.Shipping), "Tax", i18n.Money(ctx, t.Sent.Tax))
	}
	return r
}

func explainBand(ctx context.Context, why shipping.Why, note func(string, ...any)) {
	switch {
	case why.OverGrams > 0 && why.UpToGrams > 0:
		note("explain.between", "Over", weight(ctx, why.OverGrams), "UpTo", weight(ctx, why.UpToGrams))
	case why.UpToGrams > 0:
		note("explain.upto", "Weight", weight(ctx, why.UpToGrams))
	case why.OverGrams > 0:
		note("explain.over", "Weight", weight(ctx, why.OverGrams))
	}
}

// offerLabel is what a promotion is called on the cart.
func offerLabel(ctx context.Context, a promotions.Applied) string {
	switch {
	case a.Name != "" && !a.Automatic:
		return a.Name + " (" + a.Code + ")"
	case a.Name != "":
		return a.Name
	}
	return i18n.F(ctx, "offer.coupon", "Code", a.Code)
}

// percent writes millionths: 12.5 %.
func percent(ppm int64) string {
	text := money.New(ppm/100, "EUR").Decimal() // hundredths of a percent
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".") + " %"
}

func weight(ctx context.Context, grams int64) string {
	if grams < 1000 {
		return i18n.F(ctx, "weight.grams", "Count", grams)
	}
	kilograms := strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(float64(grams)/1000, 'f', 3, 64), "0"), ".")
	return i18n.F(ctx, "weight.kilograms", "Count", kilograms)
}
