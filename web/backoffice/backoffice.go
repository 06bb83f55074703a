// Package backoffice answers those who run the shop.
//
//	GET  = values of the modules → view model → page
//	POST = session → form token → role → module → audit → 303 and a message
//
// Nothing here needs a script, and no page may be stored. What a role may not
// do is not offered, and refused when it is asked for all the same. A form with
// a mistake comes back with what was typed in it.
package backoffice

import (
	"context"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/audit"
	"holdfast/modules/catalog"
	"holdfast/modules/content"
	"holdfast/modules/customers"
	"holdfast/modules/fulfillment"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/notifications"
	"holdfast/modules/orders"
	"holdfast/modules/payments"
	"holdfast/modules/pricing"
	"holdfast/modules/promotions"
	"holdfast/modules/search"
	"holdfast/modules/shipping"
	"holdfast/modules/shop"
	"holdfast/modules/staff"
	"holdfast/modules/tax"
	"holdfast/web/gate"
	"holdfast/web/secure"
	"holdfast/web/server"
)

// Needs is what the back office works with.
type Needs struct {
	Staff         *staff.Service
	Audit         *audit.Service
	Shop          *shop.Service
	Orders        *orders.Service
	Payments      *payments.Service
	Fulfillment   *fulfillment.Service
	Catalog       *catalog.Service
	Pricing       *pricing.Service
	Inventory     *inventory.Service
	Notifications *notifications.Service
	Customers     *customers.Service
	// CopyOf returns all that is kept about a customer, as JSON.
	CopyOf     func(context.Context, customers.Customer) ([]byte, error)
	Tax        *tax.Service
	Shipping   *shipping.Service
	Promotions *promotions.Service
	Content    *content.Service
	Search     *search.Service // nil: nothing is searched for
	Backups    Backups         // nil: none are made here
	Imports    Catalogues      // nil: nothing is imported here

	Tokens *secure.Tokens // bound to the session: secure.NewTokens(key, session.ID)
	Demo   bool           // says so on every page
	Now    clock.Clock
	// BaseURL is the shop's address; empty: the one that it was asked under.
	BaseURL string
	// Stalled reports whether jobs wait that nobody works; nil: never.
	Stalled func(context.Context) (bool, error)
}

// Pages serves the back office.
type Pages struct {
	Needs
	exporting sync.Mutex // one export at a time
}

// New returns the back office on needs.
func New(needs Needs) *Pages { return &Pages{Needs: needs} }

// pageSize is how many orders or products a list shows at once.
const pageSize = 50

// Routes registers every page below /admin.
func (p *Pages) Routes(r server.Router) {
	admin := r.Group("/admin").Private()
	admin.At(gate.T0).Get("/login", p.login)
	admin.At(gate.T0).Post("/login", p.signIn)

	in := admin.With(p.signedIn, p.Tokens.Check)
	in.At(gate.T0).Post("/logout", p.signOut)
	in.Get("/password", p.password)
	in.At(gate.T0).Post("/password", p.changePassword)

	look := in.With(settled, may(staff.Look))
	look.Get("", p.desk)
	p.orderRoutes(look)
	p.customerRoutes(look)
	p.productRoutes(look)
	p.sellingRoutes(look)
	p.searchRoutes(look)
	look.With(may(staff.ReadAudit)).Get("/audit", p.deeds)
	p.backupRoutes(look.With(may(staff.ManageFeatures)))
	look.Get("/settings", p.settings)
	look.With(may(staff.ManageSettings)).Post("/settings", p.saveSettings)
}

func (p *Pages) orderRoutes(look server.Router) {
	look.Get("/orders", p.orders)
	look.Get("/orders/:number", p.order)
	sells := look.With(may(staff.ManageOrders))
	sells.Post("/orders/:number/paid", p.markPaid)
	sells.Post("/orders/:number/sent", p.markSent)
	sells.Post("/orders/:number/cancel", p.cancel)

	look.Get("/mail", p.mails)
	look.Get("/mail/:id", p.mail)
	look.Get("/mail/:id/html", p.mailHTML)
	sells.Post("/mail/:id/again", p.sendAgain)
}

func (p *Pages) productRoutes(look server.Router) {
	look.Get("/products", p.products)
	p.importRoutes(look)
	look.Get("/products/:id", p.product)
	stocks := look.With(may(staff.ManageCatalog))
	stocks.Post("/products/:id/prices", p.setPrices)
	stocks.Post("/products/:id/stock", p.setStock)
	stocks.Post("/products/:id/status", p.setStatus)
	stocks.Post("/products/:id/address", p.moveProduct)
}

// Has reports whether an address is the back office's.
func Has(path string) bool { return path == home || strings.HasPrefix(path, home+"/") }

// query returns a parameter of the address, bounded.
func query(c *fiber.Ctx, name string) string { return bounded(c.Query(name), 200) }

// param returns a part of the path, bounded.
func param(c *fiber.Ctx, name string) string { return bounded(c.Params(name), 200) }

// bounded cuts what is far too long to have been typed by hand, and takes out
// what no database keeps.
func bounded(text string, longest int) string {
	if len(text) > longest {
		text = text[:longest]
	}
	return strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\x00", "")
}
