package storefront

import (
	"context"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"holdfast/modules/carts"
	"holdfast/modules/orders"
	"holdfast/modules/shipping"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
	"holdfast/views/ui"
)

// checkoutPage is the form for a cart, without what is wrong with it.
func (p *Pages) checkoutPage(c *fiber.Ctx, form storefront.CheckoutForm, view carts.View) (storefront.CheckoutPage, error) {
	ctx := localised(c)
	frame, settings, err := p.bareFrame(c, "/checkout")
	if err != nil {
		return storefront.CheckoutPage{}, err
	}
	frame.Title, frame.NoIndex = i18n.T(ctx, "checkout.title"), true
	format := orders.FormatOf(form.Country)
	page := storefront.CheckoutPage{Page: frame, Form: form, NoPostcode: !format.PostcodeRequired, Notices: p.cartNotices(c, view)}
	page.Form.Shipping = view.Method
	for _, state := range format.States {
		page.States = append(page.States, ui.Option{Value: state.Code, Label: state.Name})
	}
	if page.Countries, err = p.countries(ctx); err != nil {
		return page, err
	}
	var sent *string
	for _, offer := range view.Offers {
		price := i18n.T(ctx, "price.free")
		if !offer.Price.IsZero() {
			price = i18n.Money(ctx, offer.Price)
		}
		page.Shipping = append(page.Shipping, ui.Option{Value: offer.Method, Label: offer.Name, Hint: offer.Detail, Price: price, Merchant: true})
		if offer.Method == view.Method {
			sent = &offer.Name
		}
	}
	for _, method := range p.Payments.Methods(ctx) {
		page.Payment = append(page.Payment, ui.Option{Value: method.ID, Label: i18n.Said(ctx, method.Name), Hint: i18n.Said(ctx, method.Hint)})
	}
	if page.Form.Payment == "" && len(page.Payment) > 0 {
		page.Form.Payment = page.Payment[0].Value
	}
	page.Totals = totals(ctx, view.Totals, lineNames(view), sent, view.Coupon.Code)
	if page.Lines, err = p.cartRecap(c, view); err != nil {
		return page, err
	}
	return page, p.checkoutLaw(c, &page, settings, view)
}

func (p *Pages) cartRecap(c *fiber.Ctx, view carts.View) ([]storefront.SummaryLine, error) {
	images := make([]image, len(view.Lines))
	for i, line := range view.Lines {
		shown := line.Item.Image()
		images[i] = image{shown.Asset, shown.Alt}
	}
	pictures, err := p.pictures(c, images...)
	if err != nil {
		return nil, err
	}
	lines := make([]storefront.SummaryLine, len(view.Lines))
	for i, line := range view.Lines {
		lines[i] = storefront.SummaryLine{Name: line.Item.Product.Name, Options: line.Item.Variant.Name(),
			Href: productPath(line.Item.Product.Slug), Quantity: line.Quantity, Picture: pictures[i], Total: line.Total}
	}
	return lines, nil
}

// countries returns where the shop delivers to, by name.
func (p *Pages) countries(ctx context.Context) ([]ui.Option, error) {
	codes, err := p.Shipping.Countries(ctx)
	if err != nil {
		return nil, err
	}
	everywhere := slices.Contains(codes, shipping.RestOfWorld)
	if everywhere {
		codes = []string{shipping.RestOfWorld}
	}
	key := i18n.From(ctx).Tag() + " " + strings.Join(codes, " ")
	if known, ok := p.named.Load(key); ok {
		return known.([]ui.Option), nil
	}
	if everywhere {
		codes = orders.Countries() // sorted by name on each call: not for each page
	}
	tag := language.Make(i18n.From(ctx).Tag())
	names := display.Regions(tag)
	options := make([]ui.Option, 0, len(codes))
	for _, code := range codes {
		if region, err := language.ParseRegion(code); err == nil {
			options = append(options, ui.Option{Value: code, Label: names.Name(region)})
		}
	}
	order := collate.New(tag)
	slices.SortFunc(options, func(a, b ui.Option) int { return order.CompareString(a.Label, b.Label) })
	p.named.Store(key, options)
	return options, nil
}
