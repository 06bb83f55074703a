package backoffice

import (
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/customers"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/orders"
	"holdfast/modules/staff"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
	"holdfast/web/render"
	"holdfast/web/server"
	"holdfast/web/session"
)

const customersPath = "/admin/customers"

// ordersOfCustomer is how many orders a customer's page shows at once.
const ordersOfCustomer = 20

func (p *Pages) customerRoutes(look server.Router) {
	look.Get("/customers", p.customers)
	look.Get("/customers/:id", p.customer)
	serves := look.With(may(staff.ManageOrders))
	serves.Get("/customers/:id/copy", p.copyOfCustomer)
	serves.Post("/customers/:id/disabled", p.disableCustomer)
	serves.Post("/customers/:id/erase", p.eraseCustomer)
}

// customers lists who has an account, narrowed by what the address says.
func (p *Pages) customers(c *fiber.Ctx) error {
	frame, ctx, zone, err := p.dated(c, "people.title", customersPath)
	if err != nil {
		return err
	}
	page := backoffice.CustomersPage{Page: frame, Query: query(c, "q")}
	after := query(c, "after")
	list, next, err := p.Customers.List(ctx, page.Query, after, pageSize)
	if err != nil {
		return err
	}
	for _, who := range list {
		page.Rows = append(page.Rows, customerRow(ctx, who, zone))
	}
	page.More = more(customersPath, url.Values{"q": {page.Query}}, after, next)
	return show(c, backoffice.Customers(page))
}

func customerRow(ctx context.Context, who customers.Customer, zone *time.Location) backoffice.CustomerRow {
	state := backoffice.State{Text: i18n.T(ctx, "people.active"), Tone: "success"}
	if who.Disabled {
		state = backoffice.State{Text: i18n.T(ctx, "people.disabled"), Tone: "warning"}
	}
	return backoffice.CustomerRow{ID: who.ID, Email: who.Email, Name: who.Name, Language: who.Locale, Since: who.Created.In(zone), State: state}
}

func (p *Pages) customer(c *fiber.Ctx) error { return p.showCustomer(c, "", nil) }

// showCustomer shows one customer, and what was wrong with erasing them.
func (p *Pages) showCustomer(c *fiber.Ctx, confirm string, why error) error {
	frame, ctx, zone, err := p.dated(c, "people.title", customersPath)
	if err != nil {
		return err
	}
	who, err := p.Customers.Customer(ctx, param(c, "id"))
	if err != nil {
		return err
	}
	frame.Title = who.Email
	page := backoffice.CustomerPage{Page: frame, CustomerRow: customerRow(ctx, who, zone), Disabled: who.Disabled,
		Operates: operator(c).Role.May(staff.ManageOrders), Confirm: confirm}
	if err := refuse(c, &page.Page, why, "confirm"); err != nil {
		return err
	}
	after := query(c, "after")
	list, next, err := p.Orders.OfCustomer(ctx, who.ID, after, ordersOfCustomer)
	if err != nil {
		return err
	}
	page.Orders, page.More = p.orderRows(ctx, list, zone), more(page.Href(), nil, after, next)
	book, err := p.Customers.Addresses(ctx, who.ID)
	if err != nil {
		return err
	}
	for _, a := range book {
		page.Addresses = append(page.Addresses, addressOf(a))
	}
	return show(c, backoffice.Customer(page))
}

func addressOf(a customers.Address) []string {
	to := orders.Recipient{City: a.City, Postcode: a.Postcode, State: a.State, Country: a.Country}
	lines := append([]string{a.Name}, strings.Split(a.Street, "\n")...)
	return append(lines, to.Locality(), a.Country)
}

// copyOfCustomer is all that is kept about a customer. Looking at it is noted.
func (p *Pages) copyOfCustomer(c *fiber.Ctx) error {
	who, err := p.Customers.Customer(c.UserContext(), param(c, "id"))
	if err != nil {
		return err
	}
	copied, err := p.CopyOf(c.UserContext(), who)
	if err != nil {
		return err
	}
	if err := p.note(c, "customers.copied", "customer:"+who.ID, ""); err != nil {
		return err
	}
	c.Type("json", "utf-8")
	c.Attachment("customer.json")
	return c.Send(copied)
}

func (p *Pages) disableCustomer(c *fiber.Ctx) error {
	ctx, disabled := localised(c), c.FormValue("disabled") == "yes"
	who, err := p.Customers.Customer(ctx, param(c, "id"))
	if err != nil {
		return err
	}
	if err := p.Customers.SetDisabled(ctx, who.ID, disabled, operator(c).Email); err != nil {
		return err
	}
	key := "people.was_enabled"
	if disabled {
		key = "people.was_disabled"
	}
	return done(c, customersPath+"/"+who.ID, i18n.F(ctx, key, "Email", who.Email))
}

func (p *Pages) eraseCustomer(c *fiber.Ctx) error {
	ctx, confirm := localised(c), bounded(c.FormValue("confirm"), 300)
	who, err := p.Customers.Customer(ctx, param(c, "id"))
	if err != nil {
		return err
	}
	if !strings.EqualFold(strings.TrimSpace(confirm), who.Email) {
		return p.showCustomer(c, confirm, fault.InvalidFields(fault.Field{Name: "confirm", Message: i18n.T(ctx, "people.erase_wrong")}))
	}
	if err := p.Customers.Erase(ctx, who.ID, operator(c).Email); err != nil {
		return err
	}
	session.OfOperator(c).Flash(i18n.F(ctx, "people.was_erased", "Email", who.Email))
	return render.SeeOther(c, customersPath)
}
