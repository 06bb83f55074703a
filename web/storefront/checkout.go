package storefront

import (
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/carts"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/money"
	"holdfast/modules/orders"
	"holdfast/modules/shipping"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
	"holdfast/views/ui"
	"holdfast/web/hint"
	"holdfast/web/render"
	"holdfast/web/request"
)

// checkout shows the form, with what was typed before.
func (p *Pages) checkout(c *fiber.Ctx) error {
	draft, err := p.Carts.Draft(c.UserContext(), p.Carting.Read(c))
	if err != nil {
		return err
	}
	form := formOf(draft)
	if err := p.prefill(c, &form, query(c, "address")); err != nil {
		return err
	}
	return p.showCheckout(c, form, orders.NewSubmitKey(), nil)
}

// destination keeps what was typed and shows the form for another country: it
// asks for other things, and sends by other ways.
func (p *Pages) destination(c *fiber.Ctx) error {
	if err := p.Carts.SaveDraft(c.UserContext(), p.Carting.Read(c), typed(c)); err != nil {
		return err
	}
	return render.SeeOther(c, "/checkout")
}

// place places the order and leads to where it is paid, or to its page.
func (p *Pages) place(c *fiber.Ctx) error {
	ctx, cart := c.UserContext(), p.Carting.Read(c)
	form := formOf(typed(c))
	settings, err := p.Shop.Settings(ctx)
	if err != nil {
		return err
	}
	shown, err := money.Parse(c.FormValue("total"), settings.Currency)
	if err != nil {
		shown.Minor = -1 // nobody was shown that
	}
	submission := orders.Submission{Key: orders.KnownKey(c.FormValue("submit_key")), Cart: cart, Recipient: recipient(form),
		Shipping: form.Shipping, Payment: form.Payment, Locale: request.Locale(ctx), Customer: p.shopper(c).ID, Shown: shown.Minor}
	if missing := agrees(c, settings.Law); missing != nil {
		missing = append(fault.Fields(submission.Recipient.Normalised().Check()), missing...)
		return p.refused(c, form, submission.Key, fault.InvalidFields(missing...))
	}
	giveBack, err := p.often.admit(c, cart, form.Payment)
	if err != nil {
		return p.refused(c, form, submission.Key, err)
	}
	order, err := p.Orders.Place(ctx, submission)
	if err != nil {
		giveBack()
		return p.refused(c, form, submission.Key, err)
	}
	p.hint(c, hint.Paying)
	url, err := p.Orders.PayURL(ctx, order.ID)
	if err != nil || url == "" {
		// There is an order, whether or not its payment can begin just now: its
		// page says how it stands, and lets it be paid.
		return render.SeeOther(c, orderPath(order))
	}
	return render.Leave(c, url)
}

// refused says why there is no order: on the form, or on the cart when it is
// the cart that has changed. Nothing that was typed is lost.
func (p *Pages) refused(c *fiber.Ctx, form storefront.CheckoutForm, key string, why error) error {
	if fault.KindOf(why) == fault.Internal || fault.KindOf(why) == fault.Unavailable {
		return why
	}
	if err := p.Carts.SaveDraft(c.UserContext(), p.Carting.Read(c), draftOf(form)); err != nil {
		return err
	}
	switch {
	case errors.Is(why, orders.ErrEmptyCart):
		return render.SeeOther(c, "/cart")
	case errors.Is(why, orders.ErrCartChanged), errors.Is(why, inventory.ErrInsufficientStock):
		return render.SeeOther(c, "/cart?notice=changed")
	case fault.KindOf(why) == fault.Invalid:
		c.Status(fiber.StatusUnprocessableEntity)
	case fault.KindOf(why) == fault.TooMany:
		c.Status(fiber.StatusTooManyRequests)
	default:
		c.Status(fiber.StatusConflict)
	}
	return p.showCheckout(c, form, key, why)
}

// showCheckout shows the form, and what is wrong with it.
func (p *Pages) showCheckout(c *fiber.Ctx, form storefront.CheckoutForm, key string, why error) error {
	settings, err := p.Shop.Settings(c.UserContext())
	if err != nil {
		return err
	}
	if form.Country == "" {
		form.Country = settings.Country
	}
	view, err := p.Carts.View(c.UserContext(), p.Carting.Read(c), choiceOf(form))
	if err != nil {
		return err
	}
	if len(view.Lines) == 0 {
		return render.SeeOther(c, "/cart")
	}
	page, err := p.checkoutPage(c, form, view)
	if err != nil {
		return err
	}
	page.SubmitKey = key
	if page.Elsewhere, err = p.otherAddresses(c, form); err != nil {
		return err
	}
	if p.shopper(c).ID == "" {
		page.SignIn = ui.Link{Href: storefront.PathSignIn + "?back=" + storefront.PathCheckout, Text: i18n.T(localised(c), "account.checkout_sign_in")}
	}
	for _, field := range fault.Fields(why) {
		page.Errors = append(page.Errors, ui.FieldError{Name: field.Name, Message: field.Message})
	}
	if why != nil && len(page.Errors) == 0 {
		page.Notices = append(page.Notices, ui.Notice{Text: message(why), Tone: "warning"})
	}
	if why != nil {
		page.Title = i18n.T(localised(c), "page.error_prefix") + " " + page.Title
	}
	p.hint(c, hint.CheckingOut)
	return show(c, storefront.Checkout(page))
}

// message is what a shopper is told of a fault.
func message(err error) string {
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		return f.Message
	}
	return ""
}

func choiceOf(form storefront.CheckoutForm) carts.Choice {
	return carts.Choice{To: shipping.Destination{Country: form.Country, State: form.State, Postcode: form.Postcode}, Method: form.Shipping, Email: form.Email}
}

func recipient(form storefront.CheckoutForm) orders.Recipient {
	return orders.Recipient{Email: form.Email, Name: form.Name, Street: form.Address, City: form.City,
		Postcode: form.Postcode, State: form.State, Country: form.Country}
}

// fields names the form's fields, and where each is kept.
func fields(form *storefront.CheckoutForm) map[string]*string {
	return map[string]*string{"email": &form.Email, "name": &form.Name, "address": &form.Address, "city": &form.City,
		"postcode": &form.Postcode, "country": &form.Country, "state": &form.State, "shipping": &form.Shipping, "payment": &form.Payment}
}

func formOf(draft map[string]string) (form storefront.CheckoutForm) {
	for name, to := range fields(&form) {
		*to = draft[name]
	}
	return form
}

func draftOf(form storefront.CheckoutForm) map[string]string {
	draft := map[string]string{}
	for name, from := range fields(&form) {
		draft[name] = *from
	}
	return draft
}

// typed reads the form; what is far too long was not typed by hand.
func typed(c *fiber.Ctx) map[string]string {
	const longest = 500
	var form storefront.CheckoutForm
	draft := map[string]string{}
	for name := range fields(&form) {
		draft[name] = bounded(c.FormValue(name), longest)
	}
	return draft
}

// bounded cuts text, but no letter of it: PostgreSQL takes whole ones only.
func bounded(text string, longest int) string {
	if len(text) > longest {
		return strings.ToValidUTF8(text[:longest], "")
	}
	return text
}
