package carts

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"holdfast/modules/catalog"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/promotions"
	"holdfast/modules/shipping"
	"holdfast/modules/tax"
)

// Why a coupon in a cart takes nothing off.
var (
	ErrCouponElsewhere = fault.New(fault.Conflict, "There is nothing in your cart that this coupon is for.")
	ErrCouponAlone     = fault.New(fault.Conflict, "It does not combine with the offer in your cart, which saves you as much or more.")
)

// taxed is the place whose rates are due on what goes to a destination; the
// shop's own country decides while none is chosen.
func (f facts) taxed(to shipping.Destination) tax.Place {
	if to.Country == "" {
		to.Country = f.shop.Country
	}
	return tax.Place{Country: to.Country, State: to.State, Postcode: to.Postcode}.Due(f.shop.Country, f.shop.HomeRates)
}

// goods is what promotions can be for in a product.
func (f facts) goods(p catalog.Product) promotions.Goods {
	g := promotions.Goods{Product: p.ID}
	for _, id := range p.Categories {
		for _, category := range f.menus.Path(id) {
			g.Categories = append(g.Categories, category.ID)
		}
	}
	for _, collection := range f.menus.Collections {
		if slices.ContainsFunc(p.Tags, func(tag string) bool { return strings.EqualFold(tag, collection.Tag) }) {
			g.Collections = append(g.Collections, collection.ID)
		}
	}
	return g
}

// findPromotions puts what may hold into the calculation: the cart's coupon, and
// what needs none. A coupon that has ended since it was entered is no error of
// the cart's; it says so.
func (s *Service) findPromotions(ctx context.Context, v *View, c *Calculation, code, email string) error {
	all, err := s.needs.Promotions.Automatic(ctx)
	if err != nil {
		return err
	}
	c.Promotions = slices.Clone(all)
	if code != "" {
		coupon, err := s.needs.Promotions.Coupon(ctx, code)
		switch {
		case err == nil:
			v.Coupon, c.Promotions = coupon, append(c.Promotions, coupon)
		case fault.KindOf(err) == fault.Internal:
			return fmt.Errorf("read coupon %s: %w", code, err)
		default:
			v.Coupon, v.CouponFault = promotions.Promotion{Code: code}, err
		}
	}
	spent, err := s.needs.Promotions.Spent(ctx, email, c.Promotions)
	if err != nil {
		return err
	}
	if spent[v.Coupon.Code] {
		v.CouponFault = promotions.ErrUsedByYou
	}
	c.Promotions = slices.DeleteFunc(c.Promotions, func(p promotions.Promotion) bool { return spent[p.Code] })
	return nil
}

// explainCoupon says why a coupon that can be used takes nothing off all the
// same; one that asks for more goods says so by itself.
func (v *View) explainCoupon(c Calculation) {
	if v.Coupon.Code == "" || v.CouponFault != nil || v.Totals.Applies(v.Coupon.Code) || len(c.Lines) == 0 {
		return
	}
	covered, any := v.Coupon.Covered(c.goods(), c.Currency)
	v.CouponMissing = v.Coupon.Missing(covered)
	switch {
	case !any:
		v.CouponFault = ErrCouponElsewhere
	case v.CouponMissing.IsZero():
		v.CouponFault = ErrCouponAlone
	}
}
