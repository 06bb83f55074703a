package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime"
	"time"

	"holdfast/db"
	"holdfast/db/backup"
	"holdfast/modules/audit"
	"holdfast/modules/carts"
	"holdfast/modules/catalog"
	"holdfast/modules/content"
	"holdfast/modules/credentials"
	"holdfast/modules/customers"
	"holdfast/modules/fulfillment"
	"holdfast/modules/imports"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/media"
	"holdfast/modules/notifications"
	"holdfast/modules/orders"
	"holdfast/modules/payments"
	"holdfast/modules/payments/testpay"
	"holdfast/modules/pricing"
	"holdfast/modules/promotions"
	"holdfast/modules/search"
	"holdfast/modules/shipping"
	"holdfast/modules/shop"
	"holdfast/modules/staff"
	"holdfast/modules/tax"
	"holdfast/web/gate"
	"holdfast/web/mail"
	"holdfast/web/storefront"
	"holdfast/web/telemetry"
)

// app is the shop, wired: every edge of the module map is a line of newApp.
type app struct {
	config *config
	log    *slog.Logger
	now    clock.Clock
	db     *db.DB

	shop          *shop.Service
	audit         *audit.Service
	media         *media.Service
	catalog       *catalog.Service
	pricing       *pricing.Service
	tax           *tax.Service
	shipping      *shipping.Service
	promotions    *promotions.Service
	inventory     *inventory.Service
	search        *search.Service
	carts         *carts.Service
	testPay       *testpay.Provider // nil: no test card
	payments      *payments.Service
	orders        *orders.Service
	fulfillment   *fulfillment.Service
	credentials   *credentials.Service
	customers     *customers.Service
	staff         *staff.Service
	notifications *notifications.Service
	content       *content.Service
	imports       *imports.Service
	backups       *backup.Keeper
}

// wire opens and migrates the database and makes every module on it.
func wire(ctx context.Context, c *config, logs io.Writer) (*app, error) {
	a := &app{config: c, now: clock.System, log: telemetry.NewLogger(logs, c.logFormat == "json", slog.LevelInfo)}
	if err := backup.Whole(c.dataDir); err != nil {
		return nil, err
	}
	if err := c.loadKeys(); err != nil {
		return nil, err
	}
	var err error
	a.db, err = db.Open(ctx, db.Options{URL: c.databaseURL, Dir: c.dataDir, Log: a.log, Clock: a.now, Waiting: gate.Wait})
	if err != nil {
		return nil, err
	}
	if err := a.db.Migrate(ctx); err != nil {
		return nil, errors.Join(err, a.db.Close())
	}
	if err := a.makeModules(); err != nil {
		return nil, errors.Join(err, a.db.Close())
	}
	a.backups = backup.NewKeeper(a.db, c.backedUp(), c.backups, a.now, a.log)
	return a, nil
}

// makeModules makes the modules in the map's order, each with what it needs.
func (a *app) makeModules() (err error) {
	d, now := a.db, a.now
	a.audit = audit.New(d, now)
	a.shop = shop.New(d, a.audit, now)
	a.media = media.New(d, media.Options{Dir: a.config.dataDir, Clock: now})
	a.catalog = catalog.New(d, now)
	a.pricing = pricing.New(d, now)
	a.tax = tax.New(d, now)
	a.shipping = shipping.New(d)
	a.promotions = promotions.New(d, now)
	a.inventory = inventory.New(d, now)
	a.search = search.New(d, a.catalog, a.pricing, a.inventory, now, search.Speaking(a.locale))
	a.credentials = credentials.New(d, credentials.NewHasher(runtime.GOMAXPROCS(0)), now)
	a.customers = customers.New(d, a.audit, a.credentials, now, a.config.keysFor("customers")...)
	a.carts = carts.New(d, carts.Needs{Catalog: a.catalog, Pricing: a.pricing, Inventory: a.inventory,
		Promotions: a.promotions, Tax: a.tax, Shipping: a.shipping, Shop: a.shop}, now)
	a.payments = payments.New(d, now, a.online()...)
	if a.testPay != nil {
		a.testPay.DeliverTo(func(ctx context.Context, body []byte, signature string) error {
			_, err := a.payments.Receive(ctx, testpay.Name, body, signature)
			return err
		})
	}
	a.orders = orders.New(d, orders.Needs{Carts: a.carts, Inventory: a.inventory, Promotions: a.promotions,
		Payments: a.payments, Shop: a.shop}, now)
	a.fulfillment = fulfillment.New(d, a.orders, a.inventory, now)
	a.staff = staff.New(d, a.audit, a.credentials, now)
	a.content = content.New(d, a.audit, now)
	desk := mail.Desk{Orders: a.orders, Parcels: a.fulfillment, Payments: a.payments, Shop: a.shop, Pages: a.content,
		BaseURL: a.config.publicURL(), OrderPath: storefront.OrderPath}
	a.notifications, err = notifications.New(d, a.audit, now, desk, desk, notifications.Options{SMTP: a.config.smtpURL, From: desk.From})
	if err != nil {
		return fmt.Errorf("prepare mail: %w", err)
	}
	accounts := mail.CustomerDesk{Customers: a.customers, Shop: a.shop, BaseURL: a.config.publicURL(), Paths: storefront.AccountPaths()}
	a.notifications.WriteToCustomers(accounts, accounts)
	a.imports = imports.New(d, a.importNeeds(), a.config.dataDir, now)
	return nil
}

// locale returns the language of the shop's own texts.
func (a *app) locale(ctx context.Context) (string, error) {
	settings, err := a.shop.Settings(ctx)
	return settings.Locale, err
}

// online returns the ways to pay at once: in a demo, the test card.
func (a *app) online() []payments.Online {
	if !a.config.isDemo() {
		return nil
	}
	keys := a.config.keysFor("test card")
	a.testPay = testpay.New(a.db, a.now, keys[0], keys[1:]...)
	return []payments.Online{a.testPay.Online()}
}

func (a *app) importNeeds() imports.Needs {
	return imports.Needs{Catalog: a.catalog, Products: a.catalog, Shelves: a.catalog, Prices: a.pricing, Stock: a.inventory,
		Pictures: a.media, Album: a.media}
}

// fillDemo fills an empty shop with the demo's catalogue, all of it to be found
// when the first shopper comes.
func (a *app) fillDemo(ctx context.Context) error {
	_, err := imports.Demo{DB: a.db, Clock: a.now, Needs: a.importNeeds(), Pictures: a.media, Settings: a.shop,
		Taxes: a.tax, Delivery: a.shipping, Coupons: a.promotions, Pages: a.content, Index: a.search}.Fill(ctx)
	if err != nil {
		return fmt.Errorf("fill the demo shop: %w", err)
	}
	return nil
}

// close ends what wire began.
func (a *app) close() error {
	a.backups.Close()
	return a.db.Close()
}

// drain is how long jobs may take to end.
const drain = 20 * time.Second
