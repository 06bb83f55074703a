package main

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"holdfast/db/dbtest/servers"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/orders"
	"holdfast/modules/payments"
)

// TestAShopThatIsBackedUpWhileItSellsIsRestoredWhole lets six shoppers buy,
// against cash and by card, backs the shop up in the middle of it, and makes
// another shop of the file: every order that was acknowledged before is in it,
// no order is half in it, and its ledgers agree.
func TestAShopThatIsBackedUpWhileItSellsIsRestoredWhole(t *testing.T) {
	t.Parallel()
	for name, with := range map[string]settings{"sqlite": {}, "postgres": onPostgres(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			with["DATA_DIR"], with["ADDR"] = filled(t), "127.0.0.1:0"
			stocked(t, with)
			shop, address := serving(t, with)
			file := filepath.Join(t.TempDir(), "backup.tar.zst")

			before, all := sellWhile(t, address, func() {
				p := start(t, with, "backup", file)
				if code := p.code(); code != 0 || !strings.Contains(p.out.String(), "read again") {
					t.Errorf("backup ends with %d:\n%s%s", code, p.out, p.err)
				}
			})
			shop.stop()

			elsewhere := settings{"DATA_DIR": filepath.Join(t.TempDir(), "elsewhere"), "ADDR": "127.0.0.1:0"}
			if with["DATABASE_URL"] != "" {
				elsewhere["DATABASE_URL"] = servers.Postgres(t)
			}
			restored(t, elsewhere, file)
			kept := wholeOrders(t, elsewhere, wholeOrders(t, with, nil))
			t.Logf("%d orders were promised before the backup, %d in all, %d are in it", len(before), len(all), len(kept))
			if len(kept) > len(all)+6 { // each may have had one under way
				t.Errorf("%d orders are in it, of %d that were placed", len(kept), len(all))
			}

			again, address := serving(t, elsewhere)
			for _, order := range before {
				newBrowserAt(t, address).open(order).is(200).says("Thank you", "Harbour mug")
			}
			newBrowserAt(t, address).open("/products/harbour-mug").is(200)
			again.stop()
		})
	}
}

// restored makes a shop of a file, and shows that another is not made over it.
func restored(t *testing.T, with settings, file string) {
	t.Helper()
	for _, step := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"restore", file, "--check"}, 0, "is whole"},
		{[]string{"restore", file}, 0, "is here again"},
		{[]string{"restore", file}, 1, "an empty place only"},
	} {
		p := start(t, with, step.args...)
		if code := p.code(); code != step.code || !strings.Contains(p.out.String()+p.err.String(), step.says) {
			t.Fatalf("%q ends with %d, want %d and %q:\n%s%s", step.args, code, step.code, step.says, p.out, p.err)
		}
	}
}

// sellWhile has shoppers buy, does something in the middle of it, and returns
// the addresses of the orders that were acknowledged before, and in all.
func sellWhile(t *testing.T, address string, do func()) (before, all []string) {
	t.Helper()
	said := &promised{}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var buyers sync.WaitGroup
	for i := range 6 {
		b := newBrowserAt(t, address).stay()
		buyers.Go(func() { said.buyUntil(ctx, b, i%2 == 0) })
	}
	orders := func() []string {
		said.mu.Lock()
		defer said.mu.Unlock()
		return append([]string(nil), said.orders...)
	}
	some := func(n int) {
		late := time.After(60 * time.Second)
		for len(orders()) < n {
			select {
			case <-late:
				t.Fatalf("only %d orders in a minute", len(orders()))
			case <-time.After(5 * time.Millisecond):
			}
		}
	}
	some(20)
	before = orders()
	do()
	some(len(orders()) + 10)
	stop()
	buyers.Wait()
	return before, orders()
}

// buyUntil places orders of two mugs, in a cart of its own each, until ctx ends.
func (said *promised) buyUntil(ctx context.Context, b *browser, card bool) {
	for ctx.Err() == nil {
		if _, ok := b.told("/cart/lines", url.Values{"sku": {plentiful}, "quantity": {"2"}}, "/cart"); !ok {
			return
		}
		checkout, err := b.visit(http.MethodGet, "/checkout", nil)
		if err != nil {
			return
		}
		_, _, form := checkout.form("Place order")
		for name, value := range map[string]string{"email": "mary@shopper.example", "name": "Mary O’Neill", "address": "12 Quay Street", "city": "Galway", "payment": payments.CashOnDelivery} {
			form.Set(name, value)
		}
		var order string
		var ok bool
		if card {
			form.Set("payment", payments.TestCard)
			order, ok = b.payByCard(form)
		} else {
			order, ok = b.told("/checkout", form, "/orders/")
		}
		if !ok {
			return
		}
		said.mu.Lock()
		said.orders = append(said.orders, order)
		said.mu.Unlock()
		if b.client.Jar, err = cookiejar.New(nil); err != nil { // another shopper
			return
		}
	}
}

// payByCard places an order, pays it, and returns where its page is.
func (b *browser) payByCard(form url.Values) (order string, ok bool) {
	page, ok := b.told("/checkout", form, "/testpay/")
	if !ok {
		return "", false
	}
	back, ok := b.told(page+"/approve", url.Values{}, "/")
	if !ok {
		return "", false
	}
	p, err := b.visit(http.MethodGet, back, nil)
	if err != nil {
		return "", false
	}
	return p.header.Get("Location"), strings.HasPrefix(p.header.Get("Location"), "/orders/")
}

// wholeOrders returns the totals of a shop's orders by number, each of which is
// all there; the ledgers agree with them, and with original where there is one.
func wholeOrders(t *testing.T, with settings, original map[string]string) map[string]string {
	t.Helper()
	a := wired(t, with)
	ctx := context.Background()
	totals, units := map[string]string{}, 0
	moved := map[string]int{}
	moves, err := a.inventory.Movements(ctx, plentiful, 100_000)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range moves {
		moved[m.Ref] += m.Reserved + m.Allocated
	}
	for after := ""; ; {
		list, next, err := a.orders.List(ctx, orders.Filter{}, after, 500)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range list {
			totals[o.Number] = o.Total().String()
			units += a.wholeOrder(t, o, moved[o.ID])
			if was, known := original[o.Number]; original != nil && (!known || was != totals[o.Number]) {
				t.Errorf("order %s of %s was of %q", o.Number, totals[o.Number], was)
			}
		}
		if after = next; after == "" {
			break
		}
	}
	wrong, err := a.inventory.Audit(ctx)
	if err != nil || len(wrong) > 0 {
		t.Errorf("stock that its ledger does not explain: %v, %v", wrong, err)
	}
	if err := a.payments.CheckLedger(ctx); err != nil {
		t.Error(err)
	}
	levels, err := a.inventory.Levels(ctx, []sku.SKU{plentiful})
	if held := levels[plentiful].Allocated + levels[plentiful].Reserved; err != nil || held != units {
		t.Errorf("%d units are held for orders of %d, %v", held, units, err)
	}
	if err := a.close(); err != nil {
		t.Error(err)
	}
	return totals
}

// wholeOrder returns how many units an order is of, all parts of which are there.
func (a *app) wholeOrder(t *testing.T, o orders.Order, moved int) (units int) {
	t.Helper()
	events, err := a.orders.Timeline(t.Context(), o.ID)
	if err != nil || len(events) == 0 || events[0].Kind != "placed" {
		t.Errorf("order %s has no beginning: %v, %v", o.Number, events, err)
	}
	attempts, err := a.payments.Attempts(t.Context(), o.ID)
	if err != nil || len(attempts) != 1 || attempts[0].Amount != o.Total() {
		t.Errorf("order %s of %v is paid by %+v, %v", o.Number, o.Total(), attempts, err)
	}
	for _, line := range o.Lines {
		units += line.Quantity
	}
	if units != 2 || moved != units {
		t.Errorf("order %s is of %d units, and %d were moved for it", o.Number, units, moved)
	}
	balance, err := a.payments.Balance(t.Context(), o.ID)
	if paid := !o.PaidAt.IsZero(); err != nil || paid && balance.Minor != o.Total().Minor {
		t.Errorf("order %s of %v is paid, and its balance is %v, %v", o.Number, o.Total(), balance, err)
	}
	return units
}

func TestBackupsThatCannotBeMadeOrRestoredSayWhy(t *testing.T) {
	t.Parallel()
	dir := filled(t)
	file := filepath.Join(t.TempDir(), "backup.tar.zst")
	if p := start(t, settings{"DATA_DIR": dir}, "backup", file); p.code() != 0 {
		t.Fatal(p.err)
	}
	cut := filepath.Join(t.TempDir(), "cut.tar.zst")
	if content, err := os.ReadFile(file); err != nil || os.WriteFile(cut, content[:len(content)/2], 0o600) != nil {
		t.Fatal(err)
	}
	half := t.TempDir()
	if err := os.Mkdir(filepath.Join(half, ".restore"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		with settings
		args []string
		says string
	}{
		{settings{"DATA_DIR": dir}, []string{"backup", file}, "overwrites nothing"},
		{settings{"DATA_DIR": dir}, []string{"backup"}, "usage: holdfast backup FILE"},
		{settings{"DATA_DIR": t.TempDir()}, []string{"backup", "x.tar.zst"}, "no shop here"},
		{settings{"DATA_DIR": t.TempDir()}, []string{"restore", cut}, "cut short"},
		{settings{"DATA_DIR": t.TempDir()}, []string{"restore", cut, "--check"}, "cut short"},
		{settings{"DATA_DIR": t.TempDir(), "DATABASE_URL": servers.Postgres(t)}, []string{"restore", file}, "another kind of database"},
		{settings{"DATA_DIR": half}, []string{"serve"}, "restore it again"},
		{settings{"BACKUP_EVERY": "often"}, []string{"version"}, "HOLDFAST_BACKUP_EVERY"},
		{settings{"BACKUP_KEEP": "all"}, []string{"version"}, "HOLDFAST_BACKUP_KEEP"},
	} {
		p := start(t, tt.with, tt.args...)
		if code := p.code(); code == 0 || !strings.Contains(p.out.String()+p.err.String(), tt.says) {
			t.Errorf("%q ends with %d, and does not say %q:\n%s%s", tt.args, code, tt.says, p.out, p.err)
		}
	}
}

func TestAShopThatIsNoDemoBacksItselfUpOnceADay(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		with  settings
		every time.Duration
	}{
		{settings{"BASE_URL": "https://shop.example"}, 24 * time.Hour}, {settings{}, 0},
		{settings{"BACKUP_EVERY": "6h"}, 6 * time.Hour}, {settings{"BASE_URL": "https://shop.example", "BACKUP_EVERY": "off"}, 0},
	} {
		c, _, err := readConfig(nil, tt.with.get, io.Discard)
		if err != nil || c.backups.Every != tt.every || c.backups.Keep.Days != 7 {
			t.Errorf("%v: %+v, %v", tt.with, c.backups, err)
		}
	}
}
