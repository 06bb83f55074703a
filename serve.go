package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	_ "time/tzdata" // a container from scratch has no time zones of its own

	"github.com/gofiber/fiber/v2"

	"holdfast/db"
	"holdfast/db/sessions"
	"holdfast/modules/catalog"
	"holdfast/modules/content"
	"holdfast/modules/customers"
	"holdfast/modules/shipping"
	"holdfast/modules/shop"
	"holdfast/modules/staff"
	"holdfast/modules/tax"
	"holdfast/views/i18n"
	views "holdfast/views/storefront"
	"holdfast/web/backoffice"
	"holdfast/web/gate"
	"holdfast/web/hint"
	"holdfast/web/language"
	"holdfast/web/pagecache"
	"holdfast/web/secure"
	"holdfast/web/server"
	"holdfast/web/session"
	"holdfast/web/storefront"
	"holdfast/web/telemetry"
)

// serve opens the shop until ctx ends.
func serve(ctx context.Context, c *config, out, logs io.Writer) error {
	a, err := wire(ctx, c, logs)
	if err != nil {
		return err
	}
	if c.isDemo() {
		if err := a.fillDemo(ctx); err != nil {
			return errors.Join(err, a.close())
		}
	}
	restoreTempDir, err := useTempDir(c.dataDir)
	if err != nil {
		return errors.Join(err, a.close())
	}
	defer restoreTempDir()
	s, closeStorage, err := a.makeServer(ctx)
	if err != nil {
		return errors.Join(err, a.close())
	}
	err = a.open(ctx, s, out)
	return errors.Join(err, closeStorage(), a.close())
}

// open starts the jobs, says where the shop is, and serves.
func (a *app) open(ctx context.Context, s *server.Server, out io.Writer) error {
	if err := a.db.Start(ctx); err != nil {
		return err
	}
	if err := s.Listen(ctx); err != nil {
		return errors.Join(err, a.stopJobs())
	}
	if err := a.welcome(ctx, s.Addr(), out); err != nil {
		return errors.Join(err, a.stopJobs())
	}
	go a.warmSearch(ctx)
	return errors.Join(s.Run(ctx), a.stopJobs())
}

// warmSearch reads the index into memory beside the first shoppers; who searches
// before it is there waits for it.
func (a *app) warmSearch(ctx context.Context) {
	if err := a.search.Warm(ctx); err != nil && ctx.Err() == nil {
		a.log.WarnContext(ctx, "cannot read the search index yet", "err", err)
	}
}

func (a *app) stopJobs() error {
	ctx, cancel := context.WithTimeout(context.Background(), drain)
	defer cancel()
	return a.db.Stop(ctx)
}

// welcome says where the shop is, and who may open its back office: the first
// operator, with a password that is shown this once.
func (a *app) welcome(ctx context.Context, addr string, out io.Writer) error {
	address := a.config.baseURL
	if address == "" {
		_, port, _ := cutLast(addr, ":")
		address = "http://localhost:" + port
	}
	fmt.Fprintf(out, "The shop is open at %s\n", address)
	if any, err := a.staff.Any(ctx); err != nil || any {
		return err
	}
	email, password := a.config.adminEmail, a.config.adminPassword
	if email == "" {
		email = "owner@localhost.localdomain"
	}
	if password != "" {
		if err := a.staff.AddWithPassword(ctx, email, password, staff.Owner, "first start"); err != nil && !errors.Is(err, staff.ErrTaken) {
			return fmt.Errorf("add the first operator: %w", err)
		}
		fmt.Fprintf(out, "Back office: %s/admin\n  Email:    %s\n", address, email)
		return nil
	}
	password, err := a.staff.Add(ctx, email, staff.Owner, "first start")
	if errors.Is(err, staff.ErrTaken) {
		return nil // another process was first, and has said the password
	}
	if err != nil {
		return fmt.Errorf("add the first operator: %w", err)
	}
	fmt.Fprintf(out, "Back office: %s/admin\n  Email:             %s\n  One-time password: %s\n", address, email, password)
	return nil
}

func cutLast(text, separator string) (before, after string, found bool) {
	i := strings.LastIndex(text, separator)
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+len(separator):], true
}

// storage is where sessions are kept.
type storage interface {
	fiber.Storage
}

func (a *app) openSessions(ctx context.Context) (storage, error) {
	if a.config.redisURL != "" {
		kept, err := session.OpenRedis(a.config.redisURL, a.log)
		if err != nil {
			return nil, fmt.Errorf("HOLDFAST_REDIS_URL: %w", err)
		}
		return kept, nil
	}
	return sessions.Open(ctx, a.db, sessions.Options{Dir: a.config.dataDir, Clock: a.now, Log: a.log})
}

// slots is how many requests compute at once: two a processor. On PostgreSQL
// much of a request's time is waiting for answers, so there are more.
func (a *app) slots() int {
	if a.db.Postgres() {
		return 8 * runtime.GOMAXPROCS(0)
	}
	return 2 * runtime.GOMAXPROCS(0)
}

// gate admits requests, unless the shop is measured without it.
func (a *app) gate() *gate.Gate {
	switch a.config.gate {
	case "off":
		return gate.New(gate.Options{Slots: 1 << 20})
	case "shut":
		shut := gate.New(gate.Options{Slots: a.slots()})
		shut.SetAllowance(gate.T1, 0)
		return shut
	}
	return gate.New(gate.Options{Slots: a.slots()})
}

// makeServer assembles a request's way, and the pages at its end.
func (a *app) makeServer(ctx context.Context) (*server.Server, func() error, error) {
	settings, err := a.shop.Settings(ctx)
	if err != nil {
		return nil, nil, err
	}
	kept, err := a.openSessions(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("open the sessions: %w", err)
	}
	tls, base := a.config.tls(), a.config.publicURL()
	signing := a.config.keysFor("hint")
	signer := hint.New(a.now, signing[0], signing[1:]...)
	carting := storefront.NewCartCookie(tls, a.config.keysFor("cart")...)
	book := sessions.NewBook(a.db, a.now)
	db.Listen(a.db, "session.customer_erased", func(ctx context.Context, e customers.Erased) error { return book.Forget(ctx, e.Customer) })
	loggedIn := session.New(kept, session.Options{TLS: tls, Book: book,
		Keys: a.config.keysFor("session"), Clock: a.now, Log: a.log})
	tongues := a.languages(tls)
	cache := pagecache.New(pagecache.Options{Personal: []string{carting.Name(), loggedIn.CookieName()}, BaseURL: base, Clock: a.now, Away: a.db.Away, Variant: tongues.Variant})
	a.db.OnAnnounce(dropper(cache))
	pages := storefront.New(storefront.Needs{Shop: a.shop, Catalog: a.catalog, Pricing: a.pricing, Inventory: a.inventory,
		Search: a.search, Media: a.media, Content: a.content, Carts: a.carts, Orders: a.orders, Payments: a.payments,
		TestPay: a.testPay, Shipping: a.shipping, Tax: a.tax, Fulfillment: a.fulfillment, Customers: a.customers, Sessions: loggedIn, Tokens: a.formTokens(session.ID),
		Hints: hint.NewCookies(signer, tls), Carting: carting, BaseURL: base, Demo: a.config.isDemo(), Now: a.now})
	office := backoffice.New(backoffice.Needs{Staff: a.staff, Audit: a.audit, Shop: a.shop, Orders: a.orders, Payments: a.payments,
		Fulfillment: a.fulfillment, Catalog: a.catalog, Pricing: a.pricing, Inventory: a.inventory, Notifications: a.notifications,
		Customers: a.customers, CopyOf: pages.Kept,
		Tax: a.tax, Shipping: a.shipping, Promotions: a.promotions, Content: a.content,
		Search: a.search, Backups: a.officeBackups(), Imports: a.imports, BaseURL: a.config.baseURL, Tokens: a.formTokens(session.OperatorID), Demo: a.config.isDemo(), Now: a.now, Stalled: a.db.Stalled})
	busy, busyPost, err := busyPages(ctx, settings)
	if err != nil {
		return nil, nil, err
	}
	metrics := telemetry.NewMetrics()
	a.watchBackups(metrics.Registry())
	s := server.New(server.Options{
		Metrics: metrics, Addr: a.config.addr, OpsAddr: a.config.opsAddr, BaseURL: a.config.baseURL, Proxies: a.config.trustedProxies,
		Headers: secure.NewHeaders(secure.HeaderOptions{TLS: tls}), Cache: cache, Gate: a.gate(),
		Hints: pages.Hints, Cohorts: signer, Sessions: loggedIn, Log: a.log, Busy: busy, BusyPost: busyPost,
		ErrorPage: errorPage(pages, office), SignIn: backoffice.SignIn, Language: tongues, Ready: a.db.Ping, Again: a.db.Cut, Bounds: backoffice.Bounds(loggedIn.Operates),
	})
	pages.Routes(s.Router())
	office.Routes(s.Router().Alone())
	s.Router().Addressed().Post("/language", tongues.Choose)
	return s, kept.Close, nil
}

// languages chooses among those that the merchant offers.
func (a *app) languages(tls bool) *language.Chooser {
	chooser := language.New(language.Options{TLS: tls, Offer: func(ctx context.Context) (language.Offer, error) {
		settings, err := a.shop.Settings(ctx)
		return language.Offer{Own: settings.Locale, Others: settings.Locales}, err
	}})
	a.db.OnAnnounce(func(tags []string) {
		if slices.Contains(tags, shop.Tag) || slices.Contains(tags, db.Everything) {
			chooser.Refresh()
		}
	})
	return chooser
}

// formTokens binds forms to the sessions that id names, under the first key;
// those of an older one hold while keys are changed.
func (a *app) formTokens(id func(*fiber.Ctx) string) *secure.Tokens {
	keys := a.config.keysFor("form")
	return secure.NewTokens(keys[0], id, keys[1:]...)
}

// errorPage says what went wrong in the frame of the place where it did.
func errorPage(front *storefront.Pages, back *backoffice.Pages) server.ErrorPage {
	return func(c *fiber.Ctx, problem server.Problem) error {
		if backoffice.Has(c.Path()) {
			return back.Error(c, problem)
		}
		return front.Error(c, problem)
	}
}

// dropper forgets the pages that show what has changed; what every page shows
// empties the cache.
func dropper(cache *pagecache.Cache) func(tags []string) {
	everywhere := []string{db.Everything, shop.Tag, catalog.TagMenus, content.Tag, tax.Tag, shipping.Tag}
	return func(tags []string) {
		if slices.ContainsFunc(tags, func(tag string) bool { return slices.Contains(everywhere, tag) }) {
			cache.DropAll()
			return
		}
		cache.Drop(tags...)
	}
}

// busyPages renders the pages of who is sent away, once.
func busyPages(ctx context.Context, s shop.Settings) (page, post []byte, err error) {
	ctx = i18n.With(ctx, i18n.For(s.Locale))
	var get, send bytes.Buffer
	err = errors.Join(
		views.Busy(views.BusyPage{ShopName: s.Name}).Render(ctx, &get),
		views.Busy(views.BusyPage{ShopName: s.Name, Post: true, Form: gate.FormMarker}).Render(ctx, &send))
	return get.Bytes(), send.Bytes(), err
}
