package storefront

import (
	"context"

	"holdfast/modules/carts"
	"holdfast/modules/promotions"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
)

// totals shows how a total is made up, and explains it with the names of its
// lines. sent is the chosen way of sending it, nil while that is open; coupon is
// the code of orders that were placed before they named their promotions.
func totals(ctx context.Context, t carts.Totals, names []string, sent *string, coupon string) storefront.Totals {
	shown := storefront.Totals{Subtotal: t.Subtotal, Shipping: t.Shipping, TaxIncluded: t.Inclusive, Total: t.Total}
	if sent != nil {
		shown.ShippingKnown, shown.ShippingLabel = true, *sent
	}
	for _, a := range t.Promotions {
		if !a.Off.IsZero() {
			shown.Discounts = append(shown.Discounts, storefront.Adjustment{Label: offerLabel(ctx, a), Amount: a.Off.Neg()})
		}
	}
	if len(t.Promotions) == 0 && !t.Discount.IsZero() {
		shown.Discounts = []storefront.Adjustment{{Label: i18n.F(ctx, "notice.discount", "Code", coupon), Amount: t.Discount.Neg()}}
	}
	for _, line := range t.Taxes {
		shown.Taxes = append(shown.Taxes, storefront.Adjustment{Label: line.Rate.Name, Amount: line.Tax})
	}
	shown.Explained, shown.Remarks = explain(ctx, t, names)
	return shown
}

// couponLabel says what the cart's coupon does for it.
func couponLabel(ctx context.Context, view carts.View) string {
	if !view.CouponMissing.IsZero() {
		return i18n.F(ctx, "offer.more", "Amount", i18n.Money(ctx, view.CouponMissing))
	}
	for _, a := range view.Totals.Promotions {
		switch {
		case a.Code != view.Coupon.Code:
		case a.Kind == promotions.FreeShipping:
			return i18n.T(ctx, "offer.ships_free")
		default:
			return i18n.Money(ctx, a.Off.Neg())
		}
	}
	return ""
}

// lineNames are what a cart's lines are called.
func lineNames(view carts.View) []string {
	names := make([]string, len(view.Lines))
	for i, line := range view.Lines {
		names[i] = lineName(line.Item.Product.Name, line.Item.Variant.Name())
	}
	return names
}

func lineName(product, variant string) string {
	if variant == "" {
		return product
	}
	return product + " – " + variant
}
