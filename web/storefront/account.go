package storefront

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/customers"
	"holdfast/modules/kernel/fault"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
	"holdfast/views/ui"
	"holdfast/web/gate"
	"holdfast/web/mail"
	"holdfast/web/render"
	"holdfast/web/server"
	"holdfast/web/session"
)

// accountRoutes registers the account's pages. Signing in, and what leads to
// it, is of the first tier; passwords are hashed outside of the gate's slots.
func (p *Pages) accountRoutes(r server.Router) {
	door := r.Private().At(gate.T0)
	door.Get(storefront.PathSignIn, p.login)
	door.Post(storefront.PathSignIn, p.signIn)
	door.Get(storefront.PathMailSent, p.mailSent)
	door.Get(storefront.PathForgotten, p.forgotten)
	door.Post(storefront.PathForgotten, p.askToReset)
	door.Get(storefront.PathResetPassword, p.resetPassword)
	door.Post(storefront.PathResetPassword, p.setPassword)
	door.Get(storefront.PathProveEmail, p.proveEmail)
	door.Post(storefront.PathProveEmail, p.setEmail)
	p.openingRoutes(door)

	in := r.Private().With(p.signedIn, p.Tokens.Check)
	in.At(gate.T0).Post(storefront.PathSignOut, p.signOut)
	in.Get(storefront.PathAccount, p.account)
	in.Get(storefront.PathAccountOrders, p.accountOrders)
	in.Post(storefront.PathAccountOrders+"/:number/again", p.orderAgain)
	in.Get(storefront.PathDetails, p.details)
	in.Post(storefront.PathDetails, p.setName)
	in.Get(storefront.PathAccountEmail, p.email)
	in.Post(storefront.PathAccountEmail, p.askForEmail)
	in.Get(storefront.PathAccountPassword, p.password)
	in.Post(storefront.PathAccountPassword, p.changePassword)
	in.Get(storefront.PathDevices, p.devices)
	in.Post(storefront.PathDevices+"/end", p.endDevice)
	in.Post(storefront.PathDevices+"/end-others", p.endOtherDevices)
	in.Get(storefront.PathPrivacy, p.privacy)
	in.Get(storefront.PathExport, p.export)
	in.Get(storefront.PathClose, p.closing)
	in.Post(storefront.PathClose, p.closeAccount)
	p.addressRoutes(in)
}

// openingRoutes registers what opens accounts, all of it: where a shop opens
// none, these are the routes that say so.
func (p *Pages) openingRoutes(door server.Router) {
	door.Get(storefront.PathRegister, p.register)
	door.Post(storefront.PathRegister, p.askToOpen)
	door.Get(storefront.PathOpenAccount, p.opening)
	door.Post(storefront.PathOpenAccount, p.open)
}

// sessionName is what a session keeps of a customer: the stamp, too, so that
// another password ends every session made before.
func sessionName(who customers.Customer) string {
	return who.ID + "/" + strconv.FormatInt(who.Stamp, 10)
}

type customerKey struct{}

// customer is who is signed in; the zero Customer if nobody. Faults:
// session.ErrUnavailable when nobody can tell.
func (p *Pages) customer(c *fiber.Ctx) (customers.Customer, error) {
	if who, known := c.Locals(customerKey{}).(customers.Customer); known {
		return who, nil
	}
	s := session.Of(c)
	name := s.Customer()
	if err := s.Err(); err != nil {
		return customers.Customer{}, err
	}
	id, _, _ := strings.Cut(name, "/")
	if id == "" {
		return customers.Customer{}, nil
	}
	who, err := p.Customers.Customer(c.UserContext(), id)
	if err != nil && !errors.Is(err, customers.ErrUnknown) {
		return customers.Customer{}, err
	}
	if err != nil || who.Disabled || sessionName(who) != name {
		return customers.Customer{}, p.leave(c)
	}
	c.Locals(customerKey{}, who)
	return who, nil
}

// shopper is customer for pages that work without one: while sessions cannot be
// read they are made as for a guest.
func (p *Pages) shopper(c *fiber.Ctx) customers.Customer {
	who, err := p.customer(c)
	if err != nil {
		return customers.Customer{}
	}
	return who
}

// signedIn lets in whose session still holds, and leads others to sign in and
// back.
func (p *Pages) signedIn(c *fiber.Ctx) error {
	who, err := p.customer(c)
	if err != nil {
		return err
	}
	if who.ID == "" {
		back := "?notice=needed"
		if c.Method() == fiber.MethodGet {
			back += "&back=" + url.QueryEscape(c.OriginalURL())
		}
		return render.SeeOther(c, storefront.PathSignIn+back)
	}
	return c.Next()
}

// accountSections are the pages of an account.
var accountSections = []struct{ path, key string }{
	{storefront.PathAccount, "overview"}, {storefront.PathAccountOrders, "orders"}, {storefront.PathAddresses, "addresses"},
	{storefront.PathDetails, "details"}, {storefront.PathAccountPassword, "password"},
	{storefront.PathDevices, "devices"}, {storefront.PathPrivacy, "privacy"},
}

// accountFrame is the frame of a page titled by a word of the account; here is
// the section it belongs to.
func (p *Pages) accountFrame(c *fiber.Ctx, key, here string) (f storefront.AccountFrame, err error) {
	ctx := c.UserContext()
	if f.Page, err = p.frame(c, here); err != nil {
		return f, err
	}
	f.Title, f.NoIndex, f.Canonical = i18n.T(ctx, "account."+key), true, ""
	f.Heading = f.Title
	if text := session.Of(c).TakeFlash(); text != "" {
		f.Notices = append(f.Notices, ui.Notice{Text: text, Tone: "success"})
	}
	if who := p.shopper(c); who.ID != "" {
		f.Token = p.Tokens.Token(c)
		f.Nav = accountNav(ctx, here)
	}
	return f, nil
}

func accountNav(ctx context.Context, here string) (links []ui.Link) {
	for _, s := range accountSections {
		links = append(links, ui.Link{Href: s.path, Text: i18n.T(ctx, "account."+s.key), Current: s.path == here})
	}
	return links
}

// refuse puts why, if anything, on a form's page, beside its fields or else at
// field, and sets the status. It returns what is not the customer's to mend.
func refuse(c *fiber.Ctx, f *storefront.AccountFrame, why error, field string) error {
	if why == nil {
		return nil
	}
	found, ok := errors.AsType[*fault.Fault](why)
	status := map[fault.Kind]int{fault.Invalid: fiber.StatusUnprocessableEntity, fault.Conflict: fiber.StatusConflict,
		fault.TooMany: fiber.StatusTooManyRequests, fault.Unavailable: fiber.StatusServiceUnavailable}[fault.KindOf(why)]
	if !ok || status == 0 {
		return why
	}
	c.Status(status)
	for _, each := range found.Fields {
		f.Errors = append(f.Errors, ui.FieldError{Name: each.Name, Message: each.Message})
	}
	if len(found.Fields) == 0 {
		f.Errors = []ui.FieldError{{Name: field, Message: found.Message}}
	}
	f.Title = i18n.T(c.UserContext(), "page.error_prefix") + " " + f.Title
	return nil
}

// done keeps a sentence for the next page, and leads to it.
func done(c *fiber.Ctx, to, key string, pairs ...any) error {
	session.Of(c).Flash(i18n.F(c.UserContext(), "account."+key, pairs...))
	return render.SeeOther(c, to)
}

// longestPassword bounds what is hashed, in bytes; the module refuses less.
const longestPassword = 1024

func secret(c *fiber.Ctx, name string) string { return bounded(c.FormValue(name), longestPassword) }

// AccountPaths are where mails about accounts lead.
func AccountPaths() mail.AccountPaths {
	return mail.AccountPaths{Open: storefront.PathOpenAccount, Reset: storefront.PathResetPassword, Email: storefront.PathProveEmail,
		SignIn: storefront.PathSignIn, Forgotten: storefront.PathForgotten, Account: storefront.PathAccount}
}
