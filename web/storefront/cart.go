package storefront

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/carts"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing"
	"holdfast/modules/shop"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
	"holdfast/views/ui"
	"holdfast/web/session"
)

// cart shows the cart as it stands now.
func (p *Pages) cart(c *fiber.Ctx) error { return p.showCart(c, refusal{}) }

// refusal is what was typed into a form of the cart, and why it was refused.
type refusal struct {
	code     string  // as a coupon
	sku      sku.SKU // whose quantity it was
	quantity string
	why      error // nil: nothing was refused
}

// showCart shows the cart, and what of it was refused.
func (p *Pages) showCart(c *fiber.Ctx, refused refusal) error {
	view, err := p.Carts.View(c.UserContext(), p.Carting.Read(c), carts.Choice{})
	if err != nil {
		return err
	}
	frame, settings, err := p.bareFrame(c, "/cart")
	if err != nil {
		return err
	}
	ctx := localised(c)
	frame.Title, frame.NoIndex, frame.Cart.Count = i18n.T(ctx, "cart.title"), true, view.Units()
	page := storefront.CartPage{Page: frame, Code: refused.code, CanBuy: len(view.Lines) > 0, Totals: totals(ctx, view.Totals, lineNames(view), nil, view.Coupon.Code)}
	if page.Lines, err = p.cartLines(c, settings, view); err != nil {
		return err
	}
	if refused.why != nil {
		c.Status(fiber.StatusUnprocessableEntity)
		page.Title = i18n.T(ctx, "page.error_prefix") + " " + page.Title
		page.Errors = []ui.FieldError{{Name: refused.mark(page.Lines), Message: message(refused.why)}}
	}
	page.Notices = p.cartNotices(c, view)
	if view.Coupon.Code != "" {
		page.Coupons = []storefront.Coupon{{Code: view.Coupon.Code, Label: couponLabel(ctx, view)}}
	}
	return show(c, storefront.Cart(page), storefront.CartBody)
}

// mark marks the field that holds what was refused, and returns its name.
func (r refusal) mark(lines []storefront.CartLine) string {
	for i := range lines {
		if field := &lines[i].Quantity; lines[i].SKU == string(r.sku) {
			field.Typed, field.Error = r.quantity, message(r.why)
			return field.ID
		}
	}
	return "code"
}

func (p *Pages) cartLines(c *fiber.Ctx, settings shop.Settings, view carts.View) ([]storefront.CartLine, error) {
	all := append(append([]carts.Line{}, view.Lines...), view.Gone...)
	images := make([]image, len(all))
	for i, line := range all {
		shown := line.Item.Image()
		images[i] = image{shown.Asset, shown.Alt}
	}
	pictures, err := p.pictures(c, images...)
	if err != nil {
		return nil, err
	}
	ctx := localised(c)
	lines := make([]storefront.CartLine, len(all))
	for i, line := range all {
		each := line.Item.Variant.SKU
		lines[i] = storefront.CartLine{
			SKU: string(each), Name: line.Item.Product.Name, Options: line.Item.Variant.Name(), Picture: pictures[i],
			Href:     productPath(line.Item.Product.Slug) + "?variant=" + escape(each),
			Quantity: ui.Quantity{ID: "quantity-" + strconv.Itoa(i), Value: line.Quantity, Max: carts.MaxQuantity},
			Each:     lawful(ctx, settings.Law, line.Price, pricing.Measure(line.Item.Variant.Measure).Per(line.Price.Amount)), Total: line.Total,
		}
		switch {
		case line.Quantity == 0:
			lines[i].Notices = []ui.Notice{{Text: i18n.T(ctx, "cart.gone"), Tone: "warning"}}
		case line.Clamped():
			lines[i].Notices = []ui.Notice{{Text: i18n.N(ctx, "cart.clamped", line.Quantity), Tone: "warning"}}
		}
		if line.Quantity > 0 && line.SeenBefore.Currency != "" {
			lines[i].Notices = append(lines[i].Notices, ui.Notice{Text: i18n.F(ctx, "cart.price_changed",
				"Was", i18n.Money(ctx, line.SeenBefore), "Now", i18n.Money(ctx, line.Price.Amount))})
		}
	}
	return lines, nil
}

func (p *Pages) cartNotices(c *fiber.Ctx, view carts.View) (notices []ui.Notice) {
	ctx := localised(c)
	if text := session.Of(c).TakeFlash(); text != "" {
		notices = append(notices, ui.Notice{Text: text})
	}
	switch query(c, "notice") {
	case "added":
		notices = append(notices, ui.Notice{Text: i18n.N(ctx, "notice.added", view.Units()), Tone: "success"})
	case "clamped":
		notices = append(notices, ui.Notice{Text: i18n.T(ctx, "notice.fewer"), Tone: "warning"})
	case "changed":
		notices = append(notices, ui.Notice{Text: i18n.T(ctx, "notice.changed"), Tone: "warning"})
	case "sold-out":
		notices = append(notices, ui.Notice{Text: carts.ErrSoldOut.Message, Tone: "warning"})
	}
	if view.CouponFault != nil {
		notices = append(notices, ui.Notice{Tone: "warning", Text: i18n.F(ctx, "notice.coupon_fault", "Code", view.Coupon.Code, "Reason", view.CouponFault.Error())})
	}
	return notices
}
