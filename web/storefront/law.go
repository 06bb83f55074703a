package storefront

import (
	"cmp"
	"context"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/carts"
	"holdfast/modules/content"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/money"
	"holdfast/modules/pricing"
	"holdfast/modules/shop"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
	"holdfast/views/ui"
)

// lawful is a price with what the law wants beside it. A price that is not
// below all that it was in the 30 days before is no reduction, and not called
// one.
func lawful(ctx context.Context, law shop.Law, price pricing.Price, unit pricing.UnitPrice) ui.Price {
	shown := ui.Price{Amount: price.Amount, Was: price.Was}
	if law.LowestPrice {
		shown.Lowest = price.Lowest
		if !price.Reduced() {
			shown.Was, shown.Lowest = money.Money{}, money.Money{}
		}
	}
	if law.UnitPrice {
		shown.Unit = ui.UnitPrice{Amount: unit.Amount, Per: unit.Per}
		if unit.Per == "item" {
			shown.Unit.Per = i18n.T(ctx, "price_note.item")
		}
	}
	return shown
}

// checkoutLaw says what the law wants before the button that orders.
func (p *Pages) checkoutLaw(c *fiber.Ctx, page *storefront.CheckoutPage, s shop.Settings, view carts.View) error {
	ctx, law := localised(c), s.Law
	if law.PayButton {
		page.PlaceLabel = i18n.F(ctx, "law.place_pay", "Total", i18n.Money(ctx, view.Totals.Total))
	}
	page.Law = storefront.CheckoutLaw{Review: law.PayButton, Consent: law.Consent, Agreed: c.FormValue("terms") == "yes"}
	if law.Withdrawal {
		page.Law.Withdrawal = i18n.N(ctx, "law.withdrawal", law.WithdrawalDays)
	}
	links, err := p.legalLinks(ctx, law)
	page.Law.Links = links
	return err
}

// legalLinks lead to the shop's own pages about its terms, those that it has.
func (p *Pages) legalLinks(ctx context.Context, law shop.Law) ([]ui.Link, error) {
	var links []ui.Link
	for _, each := range []struct{ slug, key string }{
		{law.TermsPage, "law.terms_link"}, {law.WithdrawalPage, "law.withdrawal_link"}, {law.PrivacyPage, "law.privacy_link"}, {law.ImprintPage, "law.imprint_link"},
	} {
		if each.slug == "" {
			continue
		}
		page, err := p.Content.Page(ctx, each.slug)
		if fault.KindOf(err) == fault.NotFound {
			continue // it was taken down since
		}
		if err != nil {
			return nil, err
		}
		links = append(links, ui.Link{Href: page.Href(), Text: cmp.Or(i18n.T(ctx, each.key), page.Title)})
	}
	return links, nil
}

// footer is the links below every page: the merchant's, the legal ones that are
// not among them, and the way to withdraw.
func (p *Pages) footer(ctx context.Context, s shop.Settings, menu []content.Link) ([]ui.Link, error) {
	var links []ui.Link
	known := map[string]bool{}
	for _, link := range menu {
		known[link.Href] = true
		links = append(links, ui.Link{Href: link.Href, Text: link.Label})
	}
	legal, err := p.legalLinks(ctx, s.Law)
	if err != nil {
		return nil, err
	}
	for _, link := range legal {
		if !known[link.Href] {
			links = append(links, link)
		}
	}
	if s.Law.WithdrawOnline {
		links = append(links, ui.Link{Href: storefront.PathWithdraw, Text: i18n.T(ctx, "withdraw.link")})
	}
	return links, nil
}

// agrees reports what is missing where the shop asks for a tick.
func agrees(c *fiber.Ctx, law shop.Law) []fault.Field {
	if !law.Consent || c.FormValue("terms") == "yes" {
		return nil
	}
	return []fault.Field{{Name: "terms", Message: i18n.T(localised(c), "law.consent_missing")}}
}
