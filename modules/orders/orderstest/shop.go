// Package orderstest wires the modules that an order needs, as the program
// does, with a few things to buy: for the tests of orders and of what follows.
package orderstest

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/audit"
	"holdfast/modules/carts"
	"holdfast/modules/catalog"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/money"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/orders"
	"holdfast/modules/payments"
	"holdfast/modules/payments/testpay"
	"holdfast/modules/pricing"
	"holdfast/modules/promotions"
	"holdfast/modules/shipping"
	"holdfast/modules/shop"
	"holdfast/modules/tax"
)

// What the shop sells: mugs at 18.00, of which there are ten, and the last lamp
// at 60.00, taxed inclusively at 23 %, sent for 5.00.
const (
	Mug  sku.SKU = "MUG-BLUE"
	Lamp sku.SKU = "LAMP"
)

// Shop is a wired shop on one database, at a time of the test's choice.
type Shop struct {
	T          testing.TB
	DB         *db.DB
	Catalog    *catalog.Service
	Pricing    *pricing.Service
	Inventory  *inventory.Service
	Promotions *promotions.Service
	Payments   *payments.Service
	TestPay    *testpay.Provider
	Carts      *carts.Service
	Orders     *orders.Service
	Shop       *shop.Service

	// Deaf keeps the provider's messages from arriving; they come again later.
	Deaf   atomic.Bool
	passed atomic.Int64

	provider provider
}

var errDeaf = errors.New("nobody hears")

// Start is when a shop opens.
var Start = time.Date(2030, 1, 1, 12, 0, 0, 0, time.UTC)

// Open returns a shop on database, its workers running. What else hears of its
// events is made by also, before they run.
func Open(t testing.TB, database *db.DB, also ...func(*Shop)) *Shop {
	t.Helper()
	s := &Shop{T: t, DB: database}
	s.Catalog = catalog.New(database, s.Now)
	s.Pricing = pricing.New(database, s.Now)
	s.Inventory = inventory.New(database, s.Now)
	s.Promotions = promotions.New(database, s.Now)
	taxes, carriers := tax.New(database, s.Now), shipping.New(database)
	s.Shop = shop.New(database, audit.New(database, s.Now), s.Now)
	s.TestPay = testpay.New(database, s.Now, []byte("a key that only this test knows"))
	online := s.TestPay.Online()
	online.By = &s.provider
	s.provider.Provider = s.TestPay
	s.Payments = payments.New(database, s.Now, online)
	s.TestPay.DeliverTo(func(ctx context.Context, body []byte, signature string) error {
		if s.Deaf.Load() {
			return errDeaf
		}
		_, err := s.Payments.Receive(ctx, testpay.Name, body, signature)
		return err
	})
	s.Carts = carts.New(database, carts.Needs{Catalog: s.Catalog, Pricing: s.Pricing, Inventory: s.Inventory,
		Promotions: s.Promotions, Tax: taxes, Shipping: carriers, Shop: s.Shop}, s.Now)
	s.Orders = orders.New(database, orders.Needs{Carts: s.Carts, Inventory: s.Inventory, Promotions: s.Promotions,
		Payments: s.Payments, Shop: s.Shop}, s.Now)
	s.fill(taxes, carriers)
	for _, wire := range also {
		wire(s)
	}
	dbtest.Start(t, database)
	return s
}

// Now is the shop's clock.
func (s *Shop) Now() time.Time { return Start.Add(time.Duration(s.passed.Load())) }

// Pass lets time go by.
func (s *Shop) Pass(d time.Duration) { s.passed.Add(int64(d)) }

// Euro is an amount in the shop's currency.
func Euro(cents int64) money.Money { return money.New(cents, "EUR") }

func (s *Shop) fill(taxes *tax.Service, carriers *shipping.Service) {
	ctx := context.Background()
	settings := shop.Default()
	settings.Name, settings.Currency, settings.Country, settings.PricesIncludeTax = "Test shop", "EUR", "IE", true
	s.Must(s.Shop.Save(ctx, settings, "test"))
	s.Must(taxes.Replace(ctx, []tax.Zone{{ID: "ie", Name: "Ireland", Countries: []string{"IE"}, Inclusive: true,
		Rates: []tax.Rate{{Category: tax.Standard, Name: "VAT 23 %", PPM: 230_000}}}}))
	s.Must(carriers.Replace(ctx, shipping.Tables{
		Methods: []shipping.Method{{ID: "standard", Name: "Standard", Detail: "2–4 working days"}},
		Zones:   []shipping.Zone{{ID: "ie", Name: "Ireland", Countries: []string{"IE"}}},
		Rates:   []shipping.Rate{{Zone: "ie", Method: "standard", Price: Euro(500)}},
	}))
	s.Must(s.Promotions.Save(ctx, promotions.Promotion{Code: "TEN", Kind: promotions.Percentage, PPM: 100_000, Limit: 5}))
	s.Sell("harbour-mug", Mug, 1800, 10)
	s.Sell("last-lamp", Lamp, 6000, 1)
}

// Sell puts a product with one variant on the shelf.
func (s *Shop) Sell(slug string, each sku.SKU, cents int64, stock int) {
	s.T.Helper()
	ctx := context.Background()
	_, _, err := s.Catalog.Put(ctx, catalog.Product{Slug: slug, Name: slug, Status: catalog.Published,
		TaxCategory: string(tax.Standard), Variants: []catalog.Variant{{SKU: each, Grams: 400}}})
	s.Must(err)
	_, err = s.Pricing.Set(ctx, pricing.Terms{SKU: each, Regular: Euro(cents)})
	s.Must(err)
	_, err = s.Inventory.SetOnHand(ctx, "received", "test", inventory.Count{SKU: each, Tracked: true, OnHand: stock})
	s.Must(err)
}

// Fill returns a new cart with one of each.
func (s *Shop) Fill(skus ...sku.SKU) (cart string) {
	s.T.Helper()
	cart = carts.NewID()
	for _, each := range skus {
		_, err := s.Carts.Add(context.Background(), cart, each, 1)
		s.Must(err)
	}
	return cart
}

// Form returns the checkout form of a cart as a shopper fills it in who pays by
// method.
func (s *Shop) Form(cart, method string) orders.Submission {
	s.T.Helper()
	form := orders.Submission{Key: orders.NewSubmitKey(), Cart: cart, Shipping: "standard", Payment: method, Locale: "en",
		Recipient: orders.Recipient{Email: "shopper@example.com", Name: "A Shopper", Street: "1 Quay Street",
			City: "Northquay", Postcode: "V95 X2F4", Country: "IE"}}
	view, err := s.Carts.View(context.Background(), cart, carts.Choice{To: shipping.Destination{Country: "IE"}, Method: "standard"})
	s.Must(err)
	form.Shown = view.Totals.Total.Minor
	return form
}

// Buy places an order for one of each.
func (s *Shop) Buy(method string, skus ...sku.SKU) orders.Order {
	s.T.Helper()
	order, err := s.Orders.Place(context.Background(), s.Form(s.Fill(skus...), method))
	s.Must(err)
	return order
}

// Idle waits until everything that has happened was heard.
func (s *Shop) Idle() {
	s.T.Helper()
	dbtest.Idle(s.T, s.DB)
}

// Order returns an order as it stands.
func (s *Shop) Order(id string) orders.Order {
	s.T.Helper()
	order, err := s.Orders.ByID(context.Background(), id)
	s.Must(err)
	return order
}

// Available returns how many units of a SKU can be promised.
func (s *Shop) Available(each sku.SKU) int {
	s.T.Helper()
	available, err := s.Inventory.Available(context.Background(), []sku.SKU{each})
	s.Must(err)
	return available[each]
}

// Must ends the test on an error.
func (s *Shop) Must(err error) {
	s.T.Helper()
	if err != nil {
		s.T.Fatal(err)
	}
}
