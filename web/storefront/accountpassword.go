package storefront

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/customers"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
	"holdfast/views/ui"
	"holdfast/web/render"
	"holdfast/web/request"
	"holdfast/web/session"
)

func (p *Pages) forgotten(c *fiber.Ctx) error { return p.showForgotten(c, "", nil) }

func (p *Pages) showForgotten(c *fiber.Ctx, email string, why error) error {
	frame, err := p.accountFrame(c, "forgotten_title", storefront.PathForgotten)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	page := storefront.AccountForm{AccountFrame: frame, Action: storefront.PathForgotten, Lead: i18n.T(ctx, "account.forgotten_lead"),
		Button: ui.Button{Text: i18n.T(ctx, "account.forgotten_send"), Look: "primary"},
		Links:  []ui.Link{{Href: storefront.PathSignIn, Text: i18n.T(ctx, "account.to_sign_in")}}}
	if err := refuse(c, &page.AccountFrame, why, "email"); err != nil {
		return err
	}
	page.Fields = []ui.Field{emailField(c, page.Errors, email, "username")}
	return show(c, storefront.AccountFormPage(page))
}

// askToReset answers alike whether or not there is an account.
func (p *Pages) askToReset(c *fiber.Ctx) error {
	email := bounded(c.FormValue("email"), 300)
	ctx := c.UserContext()
	if err := p.Customers.AskToReset(ctx, email, request.Locale(ctx), client(c)); err != nil {
		return p.showForgotten(c, email, err)
	}
	return render.SeeOther(c, storefront.PathMailSent+"?for=reset")
}

func (p *Pages) resetPassword(c *fiber.Ctx) error { return p.showReset(c, query(c, "token"), nil) }

func (p *Pages) showReset(c *fiber.Ctx, link string, why error) error {
	email, err := p.Customers.Resets(c.UserContext(), link)
	if err != nil {
		return p.linkEnded(c, err, storefront.PathForgotten, "to_forgotten")
	}
	frame, err := p.accountFrame(c, "reset_title", storefront.PathResetPassword)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	page := storefront.AccountForm{AccountFrame: frame, Action: storefront.PathResetPassword, Lead: i18n.F(ctx, "account.reset_lead", "Email", email),
		Hidden: []storefront.Hidden{{Name: "token", Value: link}, {Name: "username", Value: email, Autocomplete: "username"}},
		Button: ui.Button{Text: i18n.T(ctx, "account.reset_save"), Look: "primary"}}
	if err := refuse(c, &page.AccountFrame, why, "password"); err != nil {
		return err
	}
	page.Fields = []ui.Field{passwordField(c, page.Errors, "password", "new_password", "new-password")}
	return show(c, storefront.AccountFormPage(page))
}

func (p *Pages) setPassword(c *fiber.Ctx) error {
	link := bounded(c.FormValue("token"), 100)
	var who customers.Customer
	err := p.waiting(c, func(ctx context.Context) (err error) {
		who, err = p.Customers.Reset(ctx, link, secret(c, "password"))
		return err
	})
	if err != nil {
		return p.showReset(c, link, err)
	}
	return p.enter(c, who, "", i18n.T(c.UserContext(), "account.password_saved"))
}

func (p *Pages) password(c *fiber.Ctx) error { return p.showPassword(c, nil) }

func (p *Pages) showPassword(c *fiber.Ctx, why error) error {
	frame, err := p.accountFrame(c, "password_title", storefront.PathAccountPassword)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	page := storefront.AccountForm{AccountFrame: frame, Action: storefront.PathAccountPassword,
		Hidden: []storefront.Hidden{{Name: "username", Value: p.shopper(c).Email, Autocomplete: "username"}},
		Button: ui.Button{Text: i18n.T(ctx, "account.password_save"), Look: "primary"}}
	if err := refuse(c, &page.AccountFrame, why, "current_password"); err != nil {
		return err
	}
	page.Fields = []ui.Field{passwordField(c, page.Errors, "current_password", "current_password", "current-password"),
		passwordField(c, page.Errors, "password", "new_password", "new-password")}
	return show(c, storefront.AccountFormPage(page))
}

// changePassword ends every session of the customer but this one, which goes on
// under a new id.
func (p *Pages) changePassword(c *fiber.Ctx) error {
	var who customers.Customer
	err := p.waiting(c, func(ctx context.Context) (err error) {
		who, err = p.Customers.ChangePassword(ctx, p.shopper(c).ID, secret(c, "current_password"), secret(c, "password"))
		return err
	})
	if err != nil {
		return p.showPassword(c, err)
	}
	if err := session.Of(c).SignInCustomer(sessionName(who)); err != nil {
		return err
	}
	return done(c, storefront.PathAccount, "password_saved")
}
