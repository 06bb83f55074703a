package storefront

import (
	"context"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/customers"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
	"holdfast/views/ui"
	"holdfast/web/gate"
	"holdfast/web/hint"
	"holdfast/web/render"
	"holdfast/web/request"
	"holdfast/web/session"
)

// wayBack is the page of the shop that one came from, and no other site's.
func wayBack(typed string) string {
	to, err := url.Parse(typed)
	if err != nil || to.IsAbs() || to.Host != "" || !strings.HasPrefix(to.Path, "/") || strings.HasPrefix(to.Path, "//") ||
		strings.ContainsFunc(typed, func(r rune) bool { return r < ' ' || r == '\\' || r == 0x7f }) ||
		strings.HasSuffix(to.Path, storefront.PathSignIn) || strings.HasSuffix(to.Path, storefront.PathSignOut) {
		return storefront.PathAccount
	}
	return to.RequestURI()
}

// login shows the form, or leads on who is signed in already. Whoever cannot be
// recognised just now may sign in again.
func (p *Pages) login(c *fiber.Ctx) error {
	if who := p.shopper(c); who.ID != "" {
		return render.SeeOther(c, wayBack(query(c, "back")))
	}
	return p.showLogin(c, query(c, "back"), "", nil)
}

// ledHere says what led to the form, by the address's notice: whoever reads it
// has no session that could have kept a sentence.
func ledHere(ctx context.Context, notice string) []ui.Notice {
	switch notice {
	case "closed":
		return []ui.Notice{{Text: i18n.T(ctx, "account.closed"), Tone: "success"}}
	case "signed_out":
		return []ui.Notice{{Text: i18n.T(ctx, "account.signed_out"), Tone: "success"}}
	case "needed":
		return []ui.Notice{{Text: i18n.T(ctx, "account.sign_in_needed")}}
	}
	return nil
}

func (p *Pages) showLogin(c *fiber.Ctx, back, email string, why error) error {
	frame, err := p.accountFrame(c, "sign_in", storefront.PathSignIn)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	if why == nil {
		frame.Notices = append(frame.Notices, ledHere(ctx, query(c, "notice"))...)
	}
	page := storefront.AccountForm{AccountFrame: frame, Action: storefront.PathSignIn,
		Button: ui.Button{Text: i18n.T(ctx, "account.sign_in"), Look: "primary"},
		Links: []ui.Link{{Href: storefront.PathForgotten, Text: i18n.T(ctx, "account.to_forgotten")},
			{Href: storefront.PathRegister, Text: i18n.T(ctx, "account.to_register")}}}
	if back != "" {
		page.Hidden = []storefront.Hidden{{Name: "back", Value: back}}
	}
	if err := refuse(c, &page.AccountFrame, why, "email"); err != nil {
		return err
	}
	page.Fields = []ui.Field{emailField(c, page.Errors, email, "username"), passwordField(c, page.Errors, "password", "password_field", "current-password")}
	return show(c, storefront.AccountFormPage(page))
}

func emailField(c *fiber.Ctx, wrong []ui.FieldError, value, autocomplete string) ui.Field {
	return ui.Field{Name: "email", Label: i18n.T(c.UserContext(), "account.email"), Type: "email", InputMode: "email", Autocomplete: autocomplete,
		Value: value, Error: ui.ErrorFor(wrong, "email"), Required: true, Maxlength: 254}
}

// passwordField is what asks for a password, which is never shown again.
func passwordField(c *fiber.Ctx, wrong []ui.FieldError, name, label, autocomplete string) ui.Field {
	f := ui.Field{Name: name, Label: i18n.T(c.UserContext(), "account."+label), Type: "password", Autocomplete: autocomplete,
		Error: ui.ErrorFor(wrong, name), Required: true, Maxlength: 512}
	if autocomplete == "new-password" {
		f.Hint = i18n.T(c.UserContext(), "account.password_hint")
	}
	return f
}

// signIn opens a session under a new id.
func (p *Pages) signIn(c *fiber.Ctx) error {
	back, email := bounded(c.FormValue("back"), 500), bounded(c.FormValue("email"), 300)
	who, err := p.verify(c, email, secret(c, "password"))
	if err != nil {
		return p.showLogin(c, back, email, err)
	}
	return p.enter(c, who, back, "")
}

// verify gives the request's slot back meanwhile: hashing has slots of its own.
func (p *Pages) verify(c *fiber.Ctx, email, password string) (customers.Customer, error) {
	ctx := c.UserContext()
	defer gate.Wait(ctx)()
	return p.Customers.SignIn(ctx, email, password, client(c))
}

func client(c *fiber.Ctx) string { return request.Of(c.UserContext()).Client.String() }

// enter opens a session for who, whose cart and orders come together with what
// the browser has, and leads on with a sentence about it.
func (p *Pages) enter(c *fiber.Ctx, who customers.Customer, back, said string) error {
	ctx, s, guest := c.UserContext(), session.Of(c), p.Carting.Read(c)
	if err := s.SignInCustomer(sessionName(who)); err != nil {
		return err
	}
	c.Locals(customerKey{}, who)
	cart, err := p.Carts.Adopt(ctx, who.ID, guest)
	if err != nil {
		return err
	}
	p.Carting.Give(c, cart.Cart)
	claimed, err := p.Orders.Claim(ctx, who.ID, who.Email)
	if err != nil {
		return err
	}
	count, err := p.Carts.Count(ctx, cart.Cart)
	if err != nil {
		return err
	}
	if count > 0 {
		p.hint(c, hint.Carting)
	}
	sentences := []string{said}
	if claimed > 0 {
		sentences = append(sentences, i18n.N(ctx, "account.claimed", claimed))
	}
	switch {
	case cart.Clamped:
		sentences = append(sentences, i18n.T(ctx, "account.merged_fewer"))
	case cart.Merged:
		sentences = append(sentences, i18n.T(ctx, "account.merged"))
	}
	if text := strings.TrimSpace(strings.Join(sentences, " ")); text != "" {
		s.Flash(text)
	}
	return render.SeeOther(c, wayBack(back))
}

// leave ends the session, and leaves nothing of the customer in the browser.
func (p *Pages) leave(c *fiber.Ctx) error {
	if err := session.Of(c).SignOut(); err != nil {
		return err
	}
	p.Carting.Leave(c)
	c.Locals(customerKey{}, customers.Customer{})
	return nil
}

func (p *Pages) signOut(c *fiber.Ctx) error {
	if err := p.leave(c); err != nil {
		return err
	}
	return render.SeeOther(c, storefront.PathSignIn+"?notice=signed_out")
}
