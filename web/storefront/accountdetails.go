package storefront

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/customers"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
	"holdfast/views/ui"
	"holdfast/web/render"
	"holdfast/web/session"
)

func (p *Pages) details(c *fiber.Ctx) error { return p.showDetails(c, p.shopper(c).Name, nil) }

func (p *Pages) showDetails(c *fiber.Ctx, name string, why error) error {
	frame, err := p.accountFrame(c, "details_title", storefront.PathDetails)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	page := storefront.AccountForm{AccountFrame: frame, Action: storefront.PathDetails, Lead: i18n.F(ctx, "account.hello", "Email", p.shopper(c).Email),
		Button: ui.Button{Text: i18n.T(ctx, "account.save"), Look: "primary"},
		Links:  []ui.Link{{Href: storefront.PathAccountEmail, Text: i18n.T(ctx, "account.email_change")}}}
	if err := refuse(c, &page.AccountFrame, why, "name"); err != nil {
		return err
	}
	page.Fields = []ui.Field{{Name: "name", Label: i18n.T(ctx, "account.name"), Hint: i18n.T(ctx, "account.details_name_hint"), Autocomplete: "name",
		Value: name, Error: ui.ErrorFor(page.Errors, "name"), Maxlength: 120}}
	return show(c, storefront.AccountFormPage(page))
}

func (p *Pages) setName(c *fiber.Ctx) error {
	name := bounded(c.FormValue("name"), 500)
	if err := p.Customers.SetName(c.UserContext(), p.shopper(c).ID, name); err != nil {
		return p.showDetails(c, name, err)
	}
	return done(c, storefront.PathDetails, "saved")
}

func (p *Pages) email(c *fiber.Ctx) error { return p.showEmail(c, "", nil) }

func (p *Pages) showEmail(c *fiber.Ctx, email string, why error) error {
	frame, err := p.accountFrame(c, "email_title", storefront.PathDetails)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	page := storefront.AccountForm{AccountFrame: frame, Action: storefront.PathAccountEmail,
		Lead: i18n.F(ctx, "account.email_lead", "Email", p.shopper(c).Email), Button: ui.Button{Text: i18n.T(ctx, "account.email_send"), Look: "primary"}}
	if err := refuse(c, &page.AccountFrame, why, "email"); err != nil {
		return err
	}
	field := emailField(c, page.Errors, email, "email")
	field.Label = i18n.T(ctx, "account.email_new")
	page.Fields = []ui.Field{field, passwordField(c, page.Errors, "current_password", "current_password", "current-password")}
	return show(c, storefront.AccountFormPage(page))
}

func (p *Pages) askForEmail(c *fiber.Ctx) error {
	email := bounded(c.FormValue("email"), 300)
	err := p.waiting(c, func(ctx context.Context) error {
		return p.Customers.AskForEmail(ctx, p.shopper(c).ID, secret(c, "current_password"), email, client(c))
	})
	if err != nil {
		return p.showEmail(c, email, err)
	}
	return render.SeeOther(c, storefront.PathMailSent+"?for=email")
}

func (p *Pages) proveEmail(c *fiber.Ctx) error {
	link := query(c, "token")
	email, err := p.Customers.Proves(c.UserContext(), link)
	if err != nil {
		return p.linkEnded(c, err, storefront.PathAccountEmail, "email_change")
	}
	frame, err := p.accountFrame(c, "prove_title", storefront.PathProveEmail)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	return show(c, storefront.AccountFormPage(storefront.AccountForm{AccountFrame: frame, Action: storefront.PathProveEmail,
		Lead: i18n.F(ctx, "account.prove_lead", "Email", email), Hidden: []storefront.Hidden{{Name: "token", Value: link}},
		Button: ui.Button{Text: i18n.T(ctx, "account.prove_do"), Look: "primary"}}))
}

// setEmail needs no session: who has the link has the address. What was ordered
// with it comes into the account.
func (p *Pages) setEmail(c *fiber.Ctx) error {
	ctx := c.UserContext()
	who, err := p.Customers.ProveEmail(ctx, bounded(c.FormValue("token"), 100))
	if err != nil {
		return p.linkEnded(c, err, storefront.PathAccountEmail, "email_change")
	}
	if _, err := p.Orders.Claim(ctx, who.ID, who.Email); err != nil {
		return err
	}
	session.Of(c).Flash(i18n.F(ctx, "account.email_saved", "Email", who.Email))
	c.Locals(customerKey{}, customers.Customer{})
	return render.SeeOther(c, storefront.PathAccount)
}
