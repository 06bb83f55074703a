package storefront

import (
	"context"

	"holdfast/modules/carts"
	"holdfast/modules/kernel/money"
	"holdfast/modules/promotions"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
)

// totals shows how a total is made up. sent is the chosen way of sending it,
// nil while that is open.
func totals(ctx context.Context, t carts.Totals, sent *string, coupon string) storefront.Totals {
	shown := storefront.Totals{Subtotal: t.Subtotal, Shipping: t.Shipping, TaxIncluded: t.Inclusive, Total: t.Total}
	if sent != nil {
		shown.ShippingKnown, shown.ShippingLabel = true, *sent
	}
	if !t.Discount.IsZero() {
		shown.Discounts = []storefront.Adjustment{{Label: i18n.F(ctx, "notice.discount", "Code", coupon), Amount: t.Discount.Neg()}}
	}
	for _, line := range t.Taxes {
		shown.Taxes = append(shown.Taxes, storefront.Adjustment{Label: line.Rate.Name, Amount: line.Tax})
	}
	return shown
}

// couponLabel says what a coupon does for a cart.
func couponLabel(ctx context.Context, coupon promotions.Coupon, subtotal money.Money) string {
	switch missing := coupon.Missing(subtotal); {
	case !missing.IsZero():
		return i18n.F(ctx, "notice.coupon_missing", "Amount", i18n.Money(ctx, coupon.Minimum))
	case coupon.Kind == promotions.FreeShipping:
		return i18n.T(ctx, "notice.free_shipping")
	case !coupon.Discount(subtotal).IsZero():
		return i18n.Money(ctx, coupon.Discount(subtotal).Neg())
	}
	return ""
}
