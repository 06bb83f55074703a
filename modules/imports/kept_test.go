package imports_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/catalog"
	"holdfast/modules/imports"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing"
)

// An import that is stopped anywhere goes on there, and ends as if it had not
// been stopped: the same shop, the same report, nothing done twice.
func TestAStoppedImportGoesOn(t *testing.T) {
	file := many(450) + "x-9999,,,\n"
	for _, where := range []string{"before prices", "after prices", "after stock", "after products"} {
		t.Run(where, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				h := open(t, d)
				h.stopped(t, file, where)
				report, resumed := h.bring(t, file)
				if resumed != 200 || report.Created != 450 || report.Updated+report.Unchanged != 0 || len(report.Problems) != 1 {
					t.Errorf("resumed after %d: %+v", resumed, report)
				}
				var moves int64
				if err := d.Read(t.Context()).Raw("SELECT count(*) FROM inventory_movements").Scan(&moves).Error; err != nil || moves != 450 {
					t.Errorf("%d movements, %v; want 450", moves, err)
				}
				if again, resumed := h.bring(t, file); resumed != 0 || again.Unchanged != 450 {
					t.Errorf("once more, resumed after %d: %+v", resumed, again)
				}
			})
		})
	}
}

func TestABigImportFloodsNoQueue(t *testing.T) {
	h := open(t, dbtest.SQLite(t))
	db.Listen(h.d, "test.products", func(context.Context, catalog.ProductChanged) error { return nil })
	db.Listen(h.d, "test.prices", func(context.Context, pricing.PriceChanged) error { return nil })
	db.Listen(h.d, "test.stock", func(context.Context, inventory.AvailabilityChanged) error { return nil })
	h.bring(t, many(1000))
	var jobs int64
	if err := h.d.Read(t.Context()).Raw("SELECT count(*) FROM river_job").Scan(&jobs).Error; err != nil || jobs > 20 {
		t.Errorf("%d jobs for 1,000 products, %v", jobs, err)
	}
}

func TestAnImportOfTheBackOfficeIsCheckedRunAndUndone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		h.run(t, "Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty\nmug,Mug,MUG,1.00,5\nbox,Box,BOX,2.00,7\npan,Pan,PAN,3.00,1\n", false)
		before := h.state(t)
		dbtest.Start(t, d)
		file := "Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty\nmug,Harbour mug,MUG,1.50,9\nbox,Box,BOX,2.50,7\nlamp,Lamp,LMP,40.00,3\nrope,Rope,ROPE,4.00,8\njug,Jug,JUG,x,1\n"
		i, err := h.imports.Upload(t.Context(), "new.csv", "mara@shop.example", imports.Options{Currency: "EUR"}, strings.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		i = h.await(t, i.ID, imports.Checked)
		if r := i.Report; r.Created != 2 || r.Updated != 2 || r.Skipped != 1 || len(r.Problems) != 1 || h.state(t) != before {
			t.Errorf("checked: %+v", r)
		}
		h.must(t, h.imports.Begin(t.Context(), i.ID))
		if i = h.await(t, i.ID, imports.Done); i.Report.Created != 2 || i.Report.Updated != 2 {
			t.Errorf("done: %+v", i.Report)
		}
		h.wantAvailable(t, "MUG", 9)
		// A shopper buys two mugs and a rope, the merchant changes the box.
		h.must(t, h.inventory.Adjust(t.Context(), "MUG", -2, "sold", "order 1"))
		h.must(t, h.inventory.Adjust(t.Context(), "ROPE", -1, "sold", "order 1"))
		_, err = h.pricing.Set(t.Context(), pricing.Terms{SKU: "BOX", Regular: euro(275)})
		h.must(t, err)

		h.must(t, h.imports.Undo(t.Context(), i.ID))
		u := h.await(t, i.ID, imports.Undone).Undone
		if u.Removed != 1 || u.Hidden != 1 || u.Restored != 2 || len(u.Left) != 2 || !strings.HasPrefix(u.Left[0], "BOX: its price") || !strings.HasPrefix(u.Left[1], "ROPE: fewer") {
			t.Errorf("undone: %+v", u)
		}
		h.wantAvailable(t, "MUG", 3) // 5 before, and two sold
		h.wantAvailable(t, "ROPE", 0)
		if mug, err := h.catalog.Product(t.Context(), "mug"); err != nil || mug.Name != "Mug" {
			t.Errorf("mug: %+v, %v", mug, err)
		}
		prices, _ := h.pricing.Prices(t.Context(), []sku.SKU{"MUG", "BOX"})
		if prices["MUG"].Amount != euro(100) || prices["BOX"].Amount != euro(275) {
			t.Errorf("prices: %+v", prices)
		}
		if _, err := h.catalog.Product(t.Context(), "lamp"); !errors.Is(err, catalog.ErrUnknownProduct) {
			t.Errorf("the lamp that nobody touched: %v, want it gone", err)
		}
		if rope, err := h.catalog.Product(t.Context(), "rope"); err != nil || rope.Status != catalog.Hidden {
			t.Errorf("the rope that was sold: %+v, %v; want it hidden", rope, err)
		}
		if err := h.imports.Undo(t.Context(), i.ID); !errors.Is(err, imports.ErrState) {
			t.Errorf("undone twice: %v", err)
		}
		if broken, err := h.inventory.Audit(t.Context()); err != nil || len(broken) > 0 {
			t.Errorf("the ledger disagrees on %v, %v", broken, err)
		}
	})
}

func TestAFileThatIsNoCatalogueFailsAndSaysWhy(t *testing.T) {
	h := open(t, dbtest.SQLite(t))
	dbtest.Start(t, h.d)
	i, err := h.imports.Upload(t.Context(), "x.xlsx", "mara@shop.example", imports.Options{Currency: "EUR"}, strings.NewReader("PK\x03\x04 xl/workbook.xml"))
	h.must(t, err)
	if i = h.await(t, i.ID, imports.Failed); !strings.Contains(i.Fault, "Excel workbook") {
		t.Errorf("fault: %q", i.Fault)
	}
	if left, _ := os.ReadDir(h.dir + "/imports"); len(left) > 0 {
		t.Errorf("its file is kept: %v", left)
	}
	if err := h.imports.Begin(t.Context(), i.ID); !errors.Is(err, imports.ErrState) {
		t.Errorf("begun: %v", err)
	}
}

// many is a file of n products.
func many(n int) string {
	var b strings.Builder
	b.WriteString("Handle,Title,Variant Price,Variant Inventory Qty\n")
	for i := range n {
		fmt.Fprintf(&b, "p-%d,Product %d,%d.00,%d\n", i, i, 1+i%90, 1+i%9)
	}
	return b.String()
}

// errStopped is what stands for a kill.
var errStopped = errors.New("stopped")

// stopping fails at a place in the second batch.
type stopping struct {
	imports.Catalog
	imports.Prices
	imports.Stock
	where string
	batch *int
}

func (s stopping) at(place string) error {
	if *s.batch == 2 && s.where == place {
		return errStopped
	}
	return nil
}

func (s stopping) Set(ctx context.Context, terms ...pricing.Terms) (int, error) {
	*s.batch++
	if err := s.at("before prices"); err != nil {
		return 0, err
	}
	n, err := s.Prices.Set(ctx, terms...)
	return n, errors.Join(err, s.at("after prices"))
}

func (s stopping) SetOnHand(ctx context.Context, reason, who string, counts ...inventory.Count) (int, error) {
	n, err := s.Stock.SetOnHand(ctx, reason, who, counts...)
	return n, errors.Join(err, s.at("after stock"))
}

func (s stopping) PutAll(ctx context.Context, products []catalog.Product, trial bool) ([]catalog.Outcome, error) {
	outcomes, err := s.Catalog.PutAll(ctx, products, trial)
	if !trial {
		err = errors.Join(err, s.at("after products"))
	}
	return outcomes, err
}

// stopped begins an import that ends in its second batch.
func (h house) stopped(t *testing.T, file, where string) {
	t.Helper()
	s := stopping{h.catalog, h.pricing, h.inventory, where, new(int)}
	needs := imports.Needs{Catalog: s, Products: h.catalog, Shelves: h.catalog, Prices: s, Stock: s, Pictures: h.media, Album: h.media}
	_, _, err := h.imports.With(needs).Bring(t.Context(), strings.NewReader(file), "many.csv", imports.Options{Currency: "EUR"})
	if !errors.Is(err, errStopped) {
		t.Fatalf("the import was not stopped: %v", err)
	}
}

func (h house) bring(t *testing.T, file string) (imports.Report, int) {
	t.Helper()
	report, resumed, err := h.imports.Bring(t.Context(), strings.NewReader(file), "many.csv", imports.Options{Currency: "EUR"})
	if err != nil {
		t.Fatal(err)
	}
	return report, resumed
}

// await waits until an import has come to a state.
func (h house) await(t *testing.T, id string, state imports.State) imports.Import {
	t.Helper()
	dbtest.Idle(t, h.d)
	i, err := h.imports.Find(t.Context(), id)
	if err != nil || i.State != state {
		t.Fatalf("the import is %s, %v (%s); want %s", i.State, err, i.Fault, state)
	}
	return i
}

func (h house) must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
