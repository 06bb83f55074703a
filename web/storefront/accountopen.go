package storefront

import (
	"context"
	"errors"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/customers"
	"holdfast/modules/kernel/fault"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
	"holdfast/views/ui"
	"holdfast/web/gate"
	"holdfast/web/render"
	"holdfast/web/request"
)

func (p *Pages) register(c *fiber.Ctx) error { return p.showRegister(c, query(c, "email"), nil) }

func (p *Pages) showRegister(c *fiber.Ctx, email string, why error) error {
	frame, err := p.accountFrame(c, "create", storefront.PathRegister)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	page := storefront.AccountForm{AccountFrame: frame, Action: storefront.PathRegister, Lead: i18n.T(ctx, "account.register_lead"),
		Button: ui.Button{Text: i18n.T(ctx, "account.create"), Look: "primary"},
		Links:  []ui.Link{{Href: storefront.PathSignIn, Text: i18n.T(ctx, "account.to_sign_in")}}}
	if err := refuse(c, &page.AccountFrame, why, "email"); err != nil {
		return err
	}
	page.Fields = []ui.Field{emailField(c, page.Errors, email, "username"), passwordField(c, page.Errors, "password", "password_field", "new-password")}
	return show(c, storefront.AccountFormPage(page))
}

// askToOpen answers alike whether or not there is an account: the mail says it.
func (p *Pages) askToOpen(c *fiber.Ctx) error {
	email := bounded(c.FormValue("email"), 300)
	err := p.waiting(c, func(ctx context.Context) error {
		return p.Customers.AskToOpen(ctx, email, secret(c, "password"), request.Locale(ctx), client(c))
	})
	if err != nil {
		return p.showRegister(c, email, err)
	}
	return render.SeeOther(c, storefront.PathMailSent+"?for=register")
}

// waiting gives the request's slot back while passwords may be hashed.
func (p *Pages) waiting(c *fiber.Ctx, do func(context.Context) error) error {
	ctx := c.UserContext()
	defer gate.Wait(ctx)()
	return do(ctx)
}

// mailSent says that a mail is on its way, or would be.
func (p *Pages) mailSent(c *fiber.Ctx) error {
	frame, err := p.accountFrame(c, "sent_title", storefront.PathMailSent)
	if err != nil {
		return err
	}
	ctx, key := c.UserContext(), "sent_register"
	switch query(c, "for") {
	case "reset":
		key = "sent_reset"
	case "email":
		key = "sent_email"
	}
	return show(c, storefront.AccountTextPage(storefront.AccountText{AccountFrame: frame,
		Lead: i18n.T(ctx, "account."+key), Hint: i18n.T(ctx, "account.sent_hint")}))
}

// opening shows what a link from a mail does. Looking at it changes nothing:
// mail programs look at links, too.
func (p *Pages) opening(c *fiber.Ctx) error { return p.showOpening(c, query(c, "token"), nil) }

func (p *Pages) showOpening(c *fiber.Ctx, link string, why error) error {
	email, err := p.Customers.Opens(c.UserContext(), link)
	if err != nil {
		return p.linkEnded(c, err, storefront.PathRegister, "to_register")
	}
	frame, err := p.accountFrame(c, "open_title", storefront.PathOpenAccount)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	page := storefront.AccountForm{AccountFrame: frame, Action: storefront.PathOpenAccount,
		Lead:   i18n.F(ctx, "account.open_lead", "Email", email),
		Hidden: []storefront.Hidden{{Name: "token", Value: link}, {Name: "username", Value: email, Autocomplete: "username"}},
		Button: ui.Button{Text: i18n.T(ctx, "account.sign_in"), Look: "primary"},
		Links:  []ui.Link{{Href: storefront.PathRegister + "?email=" + url.QueryEscape(email), Text: i18n.T(ctx, "account.open_again")}}}
	if err := refuse(c, &page.AccountFrame, why, "password"); err != nil {
		return err
	}
	page.Fields = []ui.Field{passwordField(c, page.Errors, "password", "password_field", "current-password")}
	return show(c, storefront.AccountFormPage(page))
}

func (p *Pages) open(c *fiber.Ctx) error {
	link := bounded(c.FormValue("token"), 100)
	var who customers.Customer
	err := p.waiting(c, func(ctx context.Context) (err error) {
		who, err = p.Customers.Open(ctx, link, secret(c, "password"), client(c))
		return err
	})
	switch {
	case errors.Is(err, customers.ErrExists):
		return render.SeeOther(c, storefront.PathSignIn)
	case err != nil:
		return p.showOpening(c, link, err)
	}
	return p.enter(c, who, "", i18n.T(c.UserContext(), "account.welcome"))
}

// linkEnded says that a link does nothing any more, and where to have another.
func (p *Pages) linkEnded(c *fiber.Ctx, why error, path, key string) error {
	if fault.KindOf(why) != fault.Gone {
		return why
	}
	frame, err := p.accountFrame(c, "link_title", path)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	c.Status(fiber.StatusGone)
	return show(c, storefront.AccountTextPage(storefront.AccountText{AccountFrame: frame, Lead: i18n.T(ctx, "account.link_hint"),
		Links: []ui.Link{{Href: path, Text: i18n.T(ctx, "account."+key)}, {Href: storefront.PathSignIn, Text: i18n.T(ctx, "account.to_sign_in")}}}))
}
