package storefront

import (
	"context"
	"crypto/subtle"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/orders"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
	"holdfast/views/ui"
)

// thanksFor is how long an order's page begins with thanks.
const thanksFor = time.Hour

// OrderPath is an order's page, for whoever has its link.
func OrderPath(number, token string) string {
	return "/orders/" + url.PathEscape(number) + "?token=" + url.QueryEscape(token)
}

func orderPath(o orders.Order) string { return OrderPath(o.Number, o.Token) }

// mine returns the order of the address, if the address has its token, or it is
// in the account of who is signed in: else it is as unknown as one that was
// never placed.
func (p *Pages) mine(c *fiber.Ctx) (orders.Order, error) {
	order, err := p.Orders.Order(c.UserContext(), c.Params("number"))
	if err != nil {
		return order, err
	}
	linked := subtle.ConstantTimeCompare([]byte(order.Token), []byte(c.Query("token"))) == 1
	if !linked && !p.owns(c, order) {
		return orders.Order{}, orders.ErrUnknownOrder
	}
	return order, nil
}

// order shows an order as it stands: right after it was placed, and whenever
// its buyer comes back by the link.
func (p *Pages) order(c *fiber.Ctx) error {
	order, err := p.mine(c)
	if err != nil {
		return err
	}
	frame, settings, err := p.frameAnd(c, "/orders/"+order.Number)
	if err != nil {
		return err
	}
	ctx := localised(c)
	frame.Title, frame.NoIndex = i18n.F(ctx, "order.title", "Number", order.Number), true
	page := storefront.OrderPage{
		Page: frame, Number: order.Number, Email: order.Recipient.Email, Placed: order.PlacedAt.In(settings.Location()),
		Status: i18n.T(ctx, "state."+string(order.State())), Totals: totals(ctx, order.Totals, orderedNames(order), &order.ShippingName, order.Coupon),
		ShipTo: addressLines(ctx, order.Recipient), Shipping: order.ShippingName,
	}
	if page.Payment, err = p.paymentPanel(c, order, settings); err != nil {
		return err
	}
	page.ThankYou = p.Now().Sub(order.PlacedAt) < thanksFor && order.State() != orders.Canceled && page.Payment.PayURL == ""
	for _, method := range p.Payments.Methods(ctx) {
		if method.ID == order.PaymentMethod {
			page.PaidBy = i18n.Said(ctx, method.Name)
		}
	}
	parcel, sent, err := p.Fulfillment.Parcel(ctx, order.ID)
	if err != nil {
		return err
	}
	if sent && parcel.TrackingURL != "" {
		page.Parcels = []ui.Link{{Href: parcel.TrackingURL, Text: i18n.T(ctx, "order.track")}}
	}
	if page.Lines, err = p.orderRecap(c, order); err != nil {
		return err
	}
	p.inAccount(c, &page, order)
	return show(c, storefront.Order(page))
}

func (p *Pages) orderRecap(c *fiber.Ctx, order orders.Order) ([]storefront.SummaryLine, error) {
	images := make([]image, len(order.Lines))
	for i, line := range order.Lines {
		images[i] = image{line.Image, line.ImageAlt}
	}
	pictures, err := p.pictures(c, images...)
	if err != nil {
		return nil, err
	}
	lines := make([]storefront.SummaryLine, len(order.Lines))
	for i, line := range order.Lines {
		lines[i] = storefront.SummaryLine{Name: line.Name, Options: line.Variant, Href: productPath(line.Slug),
			Quantity: line.Quantity, Picture: pictures[i], Total: line.Total}
	}
	return lines, nil
}

func addressLines(ctx context.Context, to orders.Recipient) []string {
	lines := append([]string{to.Name}, strings.Split(to.Street, "\n")...)
	lines = append(lines, to.Locality())
	return append(lines, i18n.Country(ctx, to.Country))
}

// orderedNames are what an order's lines are called.
func orderedNames(order orders.Order) []string {
	names := make([]string, len(order.Lines))
	for i, line := range order.Lines {
		names[i] = lineName(line.Name, line.Variant)
	}
	return names
}
