package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"holdfast/db"
	"holdfast/db/dbtest/servers"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/sku"
)

// bench is the rig: a shop on each database, both with the demo's catalogue and
// more stock than anybody buys.
type bench struct {
	plan     plan
	postgres *servers.Cluster
	family   family
	shops    []*shopOn
	slugs    []string
	skus     []string
	bare     map[string]bool // by database: there is one for bare SQL
}

// shopOn is a shop on one database.
type shopOn struct {
	*process
	name string // of the database
	db   *db.DB // our own way into it
	kin  family // processes of the database
	own  []string
}

func openBench(ctx context.Context, p plan) (b *bench, err error) {
	b = &bench{plan: p, bare: map[string]bool{}}
	defer func() {
		if err != nil {
			err = errors.Join(err, b.close())
		}
	}()
	if b.postgres, err = servers.StartPostgres(ctx, servers.Durable); err != nil {
		return b, err
	}
	address, err := url.Parse(b.postgres.URL("postgres"))
	if err != nil {
		return b, err
	}
	if b.family, err = findPostgres(address.Query().Get("host")); err != nil {
		return b, err
	}
	for name := range strings.SplitSeq(p.on, ",") {
		s, err := b.open(ctx, name, "shop")
		if err != nil {
			return b, err
		}
		b.shops = append(b.shops, s)
	}
	return b, b.readCatalogue()
}

// open starts a filled shop with a database of its own, and stocks it.
func (b *bench) open(ctx context.Context, database, name string, more ...string) (*shopOn, error) {
	dir := filepath.Join(b.plan.dir, name+"-"+database)
	s := &shopOn{name: database, own: append([]string{"HOLDFAST_DATA_DIR=" + dir}, more...)}
	options := db.Options{Dir: dir}
	if database == "PostgreSQL" {
		if err := b.create(ctx, name); err != nil {
			return nil, err
		}
		options.URL = b.postgres.URL(name)
		s.own = append(s.own, "HOLDFAST_DATABASE_URL="+options.URL)
		s.kin = b.family
	}
	var err error
	if s.process, err = startShop(ctx, b.plan, name+"-"+database, s.own...); err != nil {
		return nil, err
	}
	if s.db, err = db.Open(ctx, options); err != nil {
		return nil, errors.Join(err, s.stop())
	}
	return s, s.stock(ctx)
}

func (b *bench) create(ctx context.Context, name string) error {
	c, err := pgx.Connect(ctx, b.postgres.URL("postgres"))
	if err != nil {
		return err
	}
	_, err = c.Exec(ctx, "CREATE DATABASE "+name)
	return errors.Join(err, c.Close(ctx))
}

// plenty is the stock of everything.
const plenty = 10_000_000

func (s *shopOn) stock(ctx context.Context) error {
	var skus []string
	if err := s.db.Read(ctx).Raw("SELECT sku FROM inventory_levels WHERE tracked").Scan(&skus).Error; err != nil {
		return err
	}
	counts := make([]inventory.Count, len(skus))
	for i, each := range skus {
		counts[i] = inventory.Count{SKU: sku.SKU(each), Tracked: true, OnHand: plenty}
	}
	if _, err := inventory.New(s.db, clock.System).SetOnHand(ctx, "counted", "bench", counts...); err != nil {
		return fmt.Errorf("stock the shop on %s: %w", s.name, err)
	}
	return s.db.Idle(ctx)
}

var (
	productLink = regexp.MustCompile(`/products/([a-z0-9-]+)</loc>`)
	skuField    = regexp.MustCompile(`name="sku" value="([^"]+)"`)
)

// readCatalogue learns what is sold, as a crawler would.
func (b *bench) readCatalogue() error {
	c, err := dial(b.shops[0].addr)
	if err != nil {
		return err
	}
	defer c.close()
	a, err := c.ask(request("GET", "/sitemap.xml", "", "", ""))
	if err != nil {
		return err
	}
	for _, found := range productLink.FindAllSubmatch(a.body, -1) {
		b.slugs = append(b.slugs, string(found[1]))
	}
	for _, slug := range b.slugs {
		a, err := c.ask(request("GET", "/products/"+slug, "", "", ""))
		if err != nil {
			return err
		}
		if found := skuField.FindSubmatch(a.body); found != nil {
			b.skus = append(b.skus, string(found[1]))
		}
	}
	if len(b.skus) < 20 {
		return fmt.Errorf("only %d of %d products are for sale", len(b.skus), len(b.slugs))
	}
	slices.Sort(b.skus)
	return nil
}

func (b *bench) close() error {
	var errs []error
	for _, s := range b.shops {
		errs = append(errs, s.close())
	}
	if b.postgres != nil {
		b.postgres.Stop()
	}
	return errors.Join(errs...)
}

func (s *shopOn) close() error { return errors.Join(s.stop(), s.db.Close()) }
