package storefront

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/carts"
	"holdfast/modules/orders"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
	"holdfast/views/ui"
	"holdfast/web/hint"
	"holdfast/web/render"
	"holdfast/web/session"
)

// How many orders are listed: on the first page of the account, and in the list.
const (
	latestOrders = 3
	listedOrders = 20
	listedThings = 3
)

// account is where one arrives.
func (p *Pages) account(c *fiber.Ctx) error {
	who, ctx := p.shopper(c), c.UserContext()
	frame, err := p.accountFrame(c, "title", storefront.PathAccount)
	if err != nil {
		return err
	}
	page := storefront.AccountPage{AccountFrame: frame, Hello: i18n.F(ctx, "account.hello", "Email", who.Email)}
	if who.Name != "" {
		page.Hello = i18n.F(ctx, "account.hello_name", "Name", who.Name, "Email", who.Email)
	}
	if page.Orders, _, err = p.ordersOf(ctx, who.ID, "", latestOrders); err != nil {
		return err
	}
	book, err := p.Customers.Addresses(ctx, who.ID)
	if err != nil {
		return err
	}
	if len(book) > 0 {
		page.Prefer = bookLines(ctx, book[0])
	}
	return show(c, storefront.Account(page))
}

func (p *Pages) accountOrders(c *fiber.Ctx) error {
	frame, err := p.accountFrame(c, "orders", storefront.PathAccountOrders)
	if err != nil {
		return err
	}
	after := query(c, "after")
	list, next, err := p.ordersOf(c.UserContext(), p.shopper(c).ID, after, listedOrders)
	if err != nil {
		return err
	}
	page := storefront.AccountOrders{AccountFrame: frame, Orders: list}
	if after != "" {
		page.First = storefront.PathAccountOrders
	}
	if next != "" {
		page.Next = storefront.PathAccountOrders + "?after=" + url.QueryEscape(next)
	}
	return show(c, storefront.AccountOrdersPage(page))
}

func (p *Pages) ordersOf(ctx context.Context, customer, after string, limit int) (list []storefront.AccountOrder, next string, err error) {
	settings, err := p.Shop.Settings(ctx)
	if err != nil {
		return nil, "", err
	}
	found, next, err := p.Orders.OfCustomer(ctx, customer, after, limit)
	if err != nil {
		return nil, "", err
	}
	for _, o := range found {
		list = append(list, accountOrder(ctx, o, settings.Location()))
	}
	return list, next, nil
}

func accountOrder(ctx context.Context, o orders.Order, zone *time.Location) storefront.AccountOrder {
	row := storefront.AccountOrder{Number: o.Number, Href: "/orders/" + url.PathEscape(o.Number), State: i18n.T(ctx, "state."+string(o.State())),
		Placed: o.PlacedAt.In(zone), Total: o.Total(), Again: againPath(o)}
	for i, line := range o.Lines {
		if i >= listedThings {
			row.More = len(o.Lines) - i
			break
		}
		row.Things = append(row.Things, strings.TrimSpace(line.Name+" "+line.Variant))
	}
	return row
}

func againPath(o orders.Order) string {
	return storefront.PathAccountOrders + "/" + url.PathEscape(o.Number) + "/again"
}

// orderAgain puts what was ordered into the cart, as much of it as can be had,
// and says what cannot.
func (p *Pages) orderAgain(c *fiber.Ctx) error {
	ctx, who := c.UserContext(), p.shopper(c)
	order, err := p.Orders.Order(ctx, c.Params("number"))
	if err != nil {
		return err
	}
	if order.Customer != who.ID {
		return orders.ErrUnknownOrder
	}
	cart, err := p.Carts.Adopt(ctx, who.ID, p.Carting.Read(c))
	if err != nil {
		return err
	}
	var missing []string
	had := 0
	for _, line := range order.Lines {
		change, err := p.Carts.Add(ctx, cart.Cart, line.SKU, line.Quantity)
		text, known := shortfall(ctx, strings.TrimSpace(line.Name+" "+line.Variant), change, err)
		if !known {
			return err
		}
		if text != "" {
			missing = append(missing, text)
		}
		if err == nil {
			had++
		}
	}
	p.Carting.Give(c, cart.Cart)
	p.hint(c, hint.Carting)
	said := i18n.T(ctx, "account.again_all")
	switch {
	case had == 0:
		said = i18n.T(ctx, "account.again_none")
	case len(missing) > 0:
		said = i18n.F(ctx, "account.again_some", "Missing", strings.Join(missing, ", "))
	}
	session.Of(c).Flash(said)
	return render.SeeOther(c, "/cart")
}

// shortfall says what of a line could not be had, if anything; not known is
// what is not the shopper's to hear.
func shortfall(ctx context.Context, name string, change carts.Change, err error) (text string, known bool) {
	switch {
	case err == nil && change.Clamped:
		return i18n.F(ctx, "account.again_fewer", "Name", name, "Count", change.Quantity), true
	case err == nil:
		return "", true
	case errors.Is(err, carts.ErrNotForSale):
		return i18n.F(ctx, "account.again_gone", "Name", name), true
	case errors.Is(err, carts.ErrSoldOut):
		return i18n.F(ctx, "account.again_sold_out", "Name", name), true
	case errors.Is(err, carts.ErrTooMany), errors.Is(err, carts.ErrQuantity):
		return i18n.F(ctx, "account.again_full", "Name", name), true
	}
	return "", false
}

// owns reports whether an order is in the account of who is signed in.
func (p *Pages) owns(c *fiber.Ctx, o orders.Order) bool {
	return o.Customer != "" && o.Customer == p.shopper(c).ID
}

// inAccount has an order's page offer what an account can do with it: to its
// owner to order it again, to a guest to keep it.
func (p *Pages) inAccount(c *fiber.Ctx, page *storefront.OrderPage, o orders.Order) {
	switch {
	case p.owns(c, o):
		page.Again, page.Token = againPath(o), p.Tokens.Token(c)
	case o.Customer == "" && page.ThankYou:
		page.Keep = ui.Link{Href: storefront.PathRegister + "?email=" + url.QueryEscape(o.Recipient.Email), Text: i18n.T(c.UserContext(), "account.create")}
	}
}
