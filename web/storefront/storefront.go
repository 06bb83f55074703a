// Package storefront answers shoppers: it asks the modules, and puts what they
// know into the view models of the pages.
//
//	handler = values of the modules → view model → page or fragment
//
// Pages that everybody sees alike are kept by the page cache, tagged with what
// they show. A form is answered with a redirect, or with the same page again,
// what was typed still in it, and what is wrong said beside each field.
package storefront

import (
	"context"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/carts"
	"holdfast/modules/catalog"
	"holdfast/modules/content"
	"holdfast/modules/customers"
	"holdfast/modules/fulfillment"
	"holdfast/modules/inventory"
	"holdfast/modules/media"
	"holdfast/modules/orders"
	"holdfast/modules/payments"
	"holdfast/modules/payments/testpay"
	"holdfast/modules/pricing"
	"holdfast/modules/search"
	"holdfast/modules/shipping"
	"holdfast/modules/shop"
	"holdfast/modules/tax"
	"holdfast/web/gate"
	"holdfast/web/hint"
	"holdfast/web/pagecache"
	"holdfast/web/secure"
	"holdfast/web/server"
	"holdfast/web/session"
)

// Needs is what the pages are made of.
type Needs struct {
	Shop interface {
		Settings(context.Context) (shop.Settings, error)
	}
	Catalog     *catalog.Service
	Pricing     *pricing.Service
	Inventory   *inventory.Service
	Search      *search.Service
	Media       *media.Service
	Content     *content.Service
	Carts       *carts.Service
	Orders      *orders.Service
	Payments    *payments.Service
	TestPay     *testpay.Provider // nil: no test card
	Shipping    *shipping.Service
	Tax         *tax.Service
	Fulfillment *fulfillment.Service
	Customers   *customers.Service
	Sessions    *session.Store

	Hints   *hint.Cookies
	Carting *CartCookie
	Tokens  *secure.Tokens // bound to the customer's session: secure.NewTokens(key, session.ID)
	BaseURL string         // the shop's own address, for canonical links and mail
	Demo    bool           // says so on every page
	Now     func() time.Time
}

// Pages serves the storefront.
type Pages struct {
	Needs
	named sync.Map // lists of countries by language, as options
	often oftenness
}

// New returns the storefront on needs.
func New(needs Needs) *Pages { return &Pages{Needs: needs, often: newOftenness(needs.Now)} }

// Routes registers every page that a shopper can reach.
func (p *Pages) Routes(r server.Router) {
	r.Page("/", pagecache.Live(), p.home)
	r.Page("/categories/:slug", pagecache.Live(listParams...), p.category)
	r.Page("/collections/:slug", pagecache.Live(listParams...), p.collection)
	r.Page("/products/:slug", pagecache.Live("variant"), p.product)
	r.Page("/search", pagecache.Live(append([]string{"q", "exact"}, listParams...)...), p.search)
	r.Page("/pages/:slug", pagecache.Still(), p.content)
	r.Addressed().Page("/sitemap.xml", pagecache.Still(), p.sitemap)
	r.Alone().Page("/robots.txt", pagecache.Still(), p.robots)
	r.Alone().Page("/theme.css", pagecache.Still(), p.theme)
	r.Asset("/static/*", asset)
	r.Asset("/favicon.ico", favicon)
	r.Asset("/media/:id/:file", p.picture)

	cart := r.Private()
	cart.Get("/cart", p.cart)
	cart.Addressed().Get("/cart/count", p.count)
	cart.Post("/cart/lines", p.addLine)
	cart.Post("/cart/lines/update", p.updateLine)
	cart.Post("/cart/lines/remove", p.removeLine)
	cart.Post("/cart/coupon", p.applyCoupon)
	cart.Post("/cart/coupon/remove", p.removeCoupon)

	p.accountRoutes(r)

	pay := r.Private().At(gate.T0)
	pay.Get("/checkout", p.checkout)
	pay.Post("/checkout/destination", p.destination)
	pay.Post("/checkout", p.place)
	pay.Get("/withdraw", p.withdrawal)
	pay.Post("/withdraw", p.withdraw)
	pay.Get("/orders/:number", p.order)
	pay.Post("/orders/:number/pay", p.payAgain)
	pay.Alone().Within(settling).Get("/payments/:attempt/return", p.returned)
	pay.Alone().FromAnywhere().Post("/webhooks/payments/:provider", p.webhook)
	if p.TestPay != nil {
		pay.Get("/testpay/:ref", p.testPay)
		pay.Post("/testpay/:ref/:decision", p.decide)
	}
}

// query returns a parameter of the address, bounded.
func query(c *fiber.Ctx, name string) string {
	const longest = 300
	return bounded(c.Query(name), longest)
}
