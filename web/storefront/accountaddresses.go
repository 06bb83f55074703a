package storefront

import (
	"context"
	"errors"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/customers"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/orders"
	"holdfast/views/storefront"
	"holdfast/views/ui"
	"holdfast/web/server"
)

func (p *Pages) addressRoutes(in server.Router) {
	in.Get(storefront.PathAddresses, p.addresses)
	in.Get(storefront.PathAddress, p.newAddress)
	in.Post(storefront.PathAddress, p.saveAddress)
	in.Get(storefront.PathAddresses+"/:id", p.oneAddress)
	in.Post(storefront.PathAddresses+"/:id", p.saveAddress)
	in.Post(storefront.PathAddresses+"/:id/prefer", p.preferAddress)
	in.Post(storefront.PathAddresses+"/:id/remove", p.removeAddress)
}

func (p *Pages) addresses(c *fiber.Ctx) error {
	frame, err := p.accountFrame(c, "addresses", storefront.PathAddresses)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	book, err := p.Customers.Addresses(ctx, p.shopper(c).ID)
	if err != nil {
		return err
	}
	page := storefront.AccountAddresses{AccountFrame: frame, Full: len(book) >= customers.MaxAddresses}
	for _, a := range book {
		page.Addresses = append(page.Addresses, storefront.AccountAddress{ID: a.ID, Href: storefront.PathAddresses + "/" + a.ID,
			Lines: bookLines(ctx, a), Preferred: a.Preferred})
	}
	return show(c, storefront.AccountAddressesPage(page))
}

func (p *Pages) newAddress(c *fiber.Ctx) error {
	return p.showAddress(c, customers.Address{Name: p.shopper(c).Name}, nil)
}

func (p *Pages) oneAddress(c *fiber.Ctx) error {
	address, err := p.addressOf(c, c.Params("id"))
	if err != nil {
		return err
	}
	return p.showAddress(c, address, nil)
}

// addressOf returns an address of the customer's book. Faults:
// customers.ErrNoAddress.
func (p *Pages) addressOf(c *fiber.Ctx, id string) (customers.Address, error) {
	book, err := p.Customers.Addresses(c.UserContext(), p.shopper(c).ID)
	if err != nil {
		return customers.Address{}, err
	}
	for _, a := range book {
		if a.ID == id {
			return a, nil
		}
	}
	return customers.Address{}, customers.ErrNoAddress
}

func (p *Pages) showAddress(c *fiber.Ctx, a customers.Address, why error) error {
	key, action := "address_new", storefront.PathAddress
	if a.ID != "" {
		key, action = "address_edit", storefront.PathAddresses+"/"+a.ID
	}
	frame, err := p.accountFrame(c, key, storefront.PathAddresses)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	if a.Country == "" {
		settings, err := p.Shop.Settings(ctx)
		if err != nil {
			return err
		}
		a.Country = settings.Country
	}
	book, err := p.Customers.Addresses(ctx, p.shopper(c).ID)
	if err != nil {
		return err
	}
	format := orders.FormatOf(a.Country)
	page := storefront.AddressForm{AccountFrame: frame, Action: action, NoPostcode: !format.PostcodeRequired, Preferred: a.Preferred,
		First: len(book) == 0 || len(book) == 1 && book[0].ID == a.ID,
		Form:  storefront.CheckoutForm{Name: a.Name, Address: a.Street, City: a.City, Postcode: a.Postcode, State: a.State, Country: a.Country}}
	for _, state := range format.States {
		page.States = append(page.States, ui.Option{Value: state.Code, Label: state.Name})
	}
	if page.Countries, err = p.countries(ctx); err != nil {
		return err
	}
	if err := refuse(c, &page.AccountFrame, why, "name"); err != nil {
		return err
	}
	return show(c, storefront.AddressPage(page))
}

// saveAddress keeps what a parcel can be sent to: the same rules as at the
// checkout.
func (p *Pages) saveAddress(c *fiber.Ctx) error {
	who, form := p.shopper(c), formOf(typed(c))
	form.Email = who.Email
	to := recipient(form).Normalised()
	a := customers.Address{ID: bounded(c.Params("id"), 100), Preferred: c.FormValue("preferred") == "yes", Name: to.Name, Street: to.Street, City: to.City,
		Postcode: to.Postcode, State: to.State, Country: to.Country}
	err := to.Check()
	if err == nil {
		err = p.Customers.PutAddress(c.UserContext(), who.ID, a)
	}
	if fault.KindOf(err) == fault.NotFound {
		return err
	}
	if err != nil {
		return p.showAddress(c, a, err)
	}
	return done(c, storefront.PathAddresses, "address_saved")
}

func (p *Pages) preferAddress(c *fiber.Ctx) error {
	if err := p.Customers.PreferAddress(c.UserContext(), p.shopper(c).ID, c.Params("id")); err != nil {
		return err
	}
	return done(c, storefront.PathAddresses, "address_preferred")
}

func (p *Pages) removeAddress(c *fiber.Ctx) error {
	err := p.Customers.RemoveAddress(c.UserContext(), p.shopper(c).ID, c.Params("id"))
	if err != nil && !errors.Is(err, customers.ErrNoAddress) {
		return err
	}
	return done(c, storefront.PathAddresses, "address_removed")
}

func bookLines(ctx context.Context, a customers.Address) []string {
	return addressLines(ctx, orders.Recipient{Name: a.Name, Street: a.Street, City: a.City, Postcode: a.Postcode, State: a.State, Country: a.Country})
}

// prefill begins a checkout with what the account knows, where nothing was
// typed yet; address is one of the book, empty for the preferred one.
func (p *Pages) prefill(c *fiber.Ctx, form *storefront.CheckoutForm, address string) error {
	who := p.shopper(c)
	if who.ID == "" || address == "" && (form.Email != "" || form.Address != "") {
		return nil
	}
	book, err := p.Customers.Addresses(c.UserContext(), who.ID)
	if err != nil {
		return err
	}
	if form.Email == "" {
		form.Email = who.Email
	}
	if form.Name == "" {
		form.Name = who.Name
	}
	for _, a := range book {
		if a.ID == address || address == "" && a.Preferred {
			form.Name, form.Address, form.City, form.Postcode, form.State, form.Country = a.Name, a.Street, a.City, a.Postcode, a.State, a.Country
		}
	}
	return nil
}

// otherAddresses lead to the checkout with another address of the book.
func (p *Pages) otherAddresses(c *fiber.Ctx, form storefront.CheckoutForm) (links []ui.Link, err error) {
	who := p.shopper(c)
	if who.ID == "" {
		return nil, nil
	}
	book, err := p.Customers.Addresses(c.UserContext(), who.ID)
	if err != nil {
		return nil, err
	}
	for _, a := range book {
		if a.Street != form.Address || a.Postcode != form.Postcode || a.Name != form.Name {
			links = append(links, ui.Link{Href: storefront.PathCheckout + "?address=" + a.ID, Text: a.Name + ", " + a.Street + ", " + a.City})
		}
	}
	return links, nil
}
