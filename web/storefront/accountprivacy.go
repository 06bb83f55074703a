package storefront

import (
	"context"
	"encoding/json"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/carts"
	"holdfast/modules/customers"
	"holdfast/modules/orders"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
	"holdfast/views/ui"
	"holdfast/web/render"
	"holdfast/web/session"
)

func (p *Pages) privacy(c *fiber.Ctx) error {
	frame, err := p.accountFrame(c, "privacy", storefront.PathPrivacy)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	return show(c, storefront.AccountTextPage(storefront.AccountText{AccountFrame: frame, Lead: i18n.T(ctx, "account.privacy_lead"),
		Links: []ui.Link{{Href: storefront.PathExport, Text: i18n.T(ctx, "account.export")}, {Href: storefront.PathClose, Text: i18n.T(ctx, "account.close_link")}}}))
}

// keptOf is a copy of what the shop keeps about a customer.
type keptOf struct {
	Email, Name, Language string
	Since                 time.Time
	Addresses             []customers.Address
	Cart                  []keptLine
	Orders                []keptOrder
	SignedIn              []session.Info `json:",omitempty"`
}

type keptLine struct {
	SKU, Name string
	Quantity  int
}

type keptOrder struct {
	Number, State, PaidBy string
	Placed                time.Time
	Paid, Sent, Canceled  *time.Time `json:",omitempty"`
	orders.Content
}

// Kept is a copy, as JSON, of all that the shop keeps about who.
func (p *Pages) Kept(ctx context.Context, who customers.Customer) ([]byte, error) {
	kept := keptOf{Email: who.Email, Name: who.Name, Language: who.Locale, Since: who.Created}
	var err error
	if kept.Addresses, err = p.Customers.Addresses(ctx, who.ID); err != nil {
		return nil, err
	}
	cart, err := p.Carts.Adopt(ctx, who.ID, "")
	if err != nil {
		return nil, err
	}
	view, err := p.Carts.View(ctx, cart.Cart, carts.Choice{})
	if err != nil {
		return nil, err
	}
	for _, line := range append(view.Lines, view.Gone...) {
		kept.Cart = append(kept.Cart, keptLine{string(line.Item.Variant.SKU), line.Item.Product.Name, line.Wanted})
	}
	for after := ""; ; {
		list, next, err := p.Orders.OfCustomer(ctx, who.ID, after, 100)
		if err != nil {
			return nil, err
		}
		for _, o := range list {
			kept.Orders = append(kept.Orders, keptOrder{Number: o.Number, State: string(o.State()), PaidBy: o.PaymentMethod, Placed: o.PlacedAt,
				Paid: instant(o.PaidAt), Sent: instant(o.SentAt), Canceled: instant(o.CanceledAt), Content: o.Content})
		}
		if after = next; after == "" {
			break
		}
	}
	if kept.SignedIn, err = p.Sessions.Sessions(ctx, sessionName(who)); err != nil {
		return nil, err
	}
	return json.MarshalIndent(kept, "", "  ")
}

func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func (p *Pages) export(c *fiber.Ctx) error {
	copied, err := p.Kept(c.UserContext(), p.shopper(c))
	if err != nil {
		return err
	}
	c.Type("json", "utf-8")
	c.Attachment("account.json")
	return c.Send(copied)
}

func (p *Pages) closing(c *fiber.Ctx) error { return p.showClosing(c, nil) }

func (p *Pages) showClosing(c *fiber.Ctx, why error) error {
	frame, err := p.accountFrame(c, "close_title", storefront.PathPrivacy)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	page := storefront.AccountForm{AccountFrame: frame, Action: storefront.PathClose, Lead: i18n.T(ctx, "account.close_lead"),
		Hidden: []storefront.Hidden{{Name: "username", Value: p.shopper(c).Email, Autocomplete: "username"}},
		Button: ui.Button{Text: i18n.T(ctx, "account.close_do"), Look: "danger"}}
	if err := refuse(c, &page.AccountFrame, why, "current_password"); err != nil {
		return err
	}
	page.Fields = []ui.Field{passwordField(c, page.Errors, "current_password", "current_password", "current-password")}
	return show(c, storefront.AccountFormPage(page))
}

// closeAccount ends every sign-in, too: there is no customer to be any more.
func (p *Pages) closeAccount(c *fiber.Ctx) error {
	name := session.Of(c).Customer()
	err := p.waiting(c, func(ctx context.Context) error {
		return p.Customers.Close(ctx, p.shopper(c).ID, secret(c, "current_password"))
	})
	if err != nil {
		return p.showClosing(c, err)
	}
	if err := p.Sessions.EndOthers(c.UserContext(), name, ""); err != nil {
		return err
	}
	if err := p.leave(c); err != nil {
		return err
	}
	return render.SeeOther(c, storefront.PathSignIn+"?notice=closed")
}
