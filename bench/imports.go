package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"holdfast/db"
)

// The catalogue that is imported: a large merchant's.
const (
	importProducts = 20_000
	importVariants = 3 // of each
	shortImport    = 400
)

// measureImports imports a catalogue into an empty shop, once without a pause
// and once killed in the middle and taken up again, and counts what there is
// afterwards.
func (b *bench) measureImports(ctx context.Context) error {
	products := importProducts
	if b.plan.short {
		products = shortImport
	}
	file := filepath.Join(b.plan.dir, "catalogue.csv")
	size, err := writeCatalogue(file, products)
	if err != nil {
		return err
	}
	fmt.Printf("\nImport of %d products, %d variants, %.1f MB\n", products, products*importVariants, float64(size)/1e6)
	for database := range strings.SplitSeq(b.plan.on, ",") {
		for _, killed := range []bool{false, true} {
			if err := b.measureImport(ctx, database, file, products, killed); err != nil {
				return fmt.Errorf("on %s: %w", database, err)
			}
		}
	}
	return nil
}

func (b *bench) measureImport(ctx context.Context, database, file string, products int, killed bool) error {
	name := "import" + strconv.FormatBool(killed)
	dir := filepath.Join(b.plan.dir, name+"-"+database)
	settings := []string{"HOLDFAST_DATA_DIR=" + dir, "HOLDFAST_BASE_URL=https://shop.example"}
	options := db.Options{Dir: dir}
	if database == "PostgreSQL" {
		if err := b.create(ctx, name); err != nil {
			return err
		}
		options.URL = b.postgres.URL(name)
		settings = append(settings, "HOLDFAST_DATABASE_URL="+options.URL)
	}
	what := "without a pause"
	if killed {
		what = "killed and taken up again"
		if err := b.killInTheMiddle(ctx, file, settings, options, products); err != nil {
			return err
		}
	}
	begun := time.Now()
	cmd := onServerCore(ctx, b.plan.shop, "import", file)
	cmd.Env = append(os.Environ(), settings...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	took := time.Since(begun)
	queued, err := b.checkImport(ctx, options, products)
	if err != nil {
		return err
	}
	fmt.Printf("  %-10s %-26s %6.1f s, %4.0f MB at most, %d jobs wait\n", database, what, took.Seconds(), peak(cmd), queued)
	return nil
}

// killInTheMiddle imports about half and kills the process without a warning.
func (b *bench) killInTheMiddle(ctx context.Context, file string, settings []string, options db.Options, products int) error {
	cmd := onServerCore(ctx, b.plan.shop, "import", file)
	cmd.Env = append(os.Environ(), settings...)
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	d, err := waitOpen(ctx, options)
	for err == nil {
		select {
		case why := <-ended:
			err = fmt.Errorf("the import ended before it could be killed: %w", why)
		case <-time.After(2 * time.Millisecond):
		}
		var done int64
		if d.Read(ctx).Raw("SELECT count(*) FROM catalog_products").Scan(&done).Error == nil && done >= int64(products/2) {
			break
		}
	}
	kill := cmd.Process.Kill()
	if err == nil {
		<-ended //nolint:errcheck // it was killed
	}
	if d != nil {
		err = errors.Join(err, d.Close())
	}
	return errors.Join(err, kill)
}

// waitOpen opens the database of a process that is only just making it.
func waitOpen(ctx context.Context, options db.Options) (*db.DB, error) {
	for {
		if options.URL != "" {
			return db.Open(ctx, options)
		}
		if files, err := filepath.Glob(filepath.Join(options.Dir, "*.db")); err == nil && len(files) > 0 {
			return db.Open(ctx, options)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// checkImport sees that all of the catalogue is there, once, and counts the jobs
// that it has left to the shop.
func (b *bench) checkImport(ctx context.Context, options db.Options, products int) (queued int64, err error) {
	d, err := db.Open(ctx, options)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	for table, want := range map[string]int{"catalog_products": products, "catalog_variants": products * importVariants,
		"pricing_prices": products * importVariants, "inventory_levels": products * importVariants, "inventory_movements": products * importVariants} {
		var have int
		if err := d.Read(ctx).Raw("SELECT count(*) FROM " + table).Scan(&have).Error; err != nil {
			return 0, err
		}
		if have != want {
			return 0, fmt.Errorf("%s has %d rows, not %d", table, have, want)
		}
	}
	return queued, d.Read(ctx).Raw("SELECT count(*) FROM river_job").Scan(&queued).Error
}

// peak is the most memory that the process had resident, in MB.
func peak(cmd *exec.Cmd) float64 { return maxRSS(cmd.ProcessState) / 1e6 }

// writeCatalogue writes products as Shopify exports them.
func writeCatalogue(name string, products int) (int64, error) {
	file, err := os.Create(name)
	if err != nil {
		return 0, err
	}
	w := bufio.NewWriter(file)
	fmt.Fprintln(w, "Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,"+
		"Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Image Src,Image Position,"+
		"Material (product.metafields.custom.material),Status")
	for n := range products {
		writeProduct(w, n)
	}
	if err := errors.Join(w.Flush(), file.Close()); err != nil {
		return 0, err
	}
	info, err := os.Stat(name)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func writeProduct(w io.Writer, n int) {
	things := []string{"mug", "bowl", "lamp", "blanket", "kettle", "rope", "chair", "jacket", "basket", "clock"}
	makers := []string{"Quayfold", "Wick & Co", "Brine", "Harrow", "Netloft"}
	stuffs := []string{"stoneware", "wool", "oak", "linen; cotton", "steel"}
	thing, stuff := things[n%len(things)], stuffs[n/7%len(stuffs)]
	for v, size := range []string{"Small", "Medium", "Large"}[:importVariants] {
		fmt.Fprintf(w, "%s-%d,", thing, n)
		if v == 0 {
			fmt.Fprintf(w, "%s %s %d,\"<p>%s</p>\n<ul><li>made of %s</li><li>number %d</li></ul>\",%s,Home > %ss > No. %d,%s,\"new, gift, batch %d\",TRUE,Size,",
				strings.ToUpper(thing[:1])+thing[1:], stuff, n, strings.Repeat("A sturdy thing, plain and generous, that lasts. ", 5),
				stuff, n, makers[n%len(makers)], thing, n%4, thing, n%50)
		} else {
			fmt.Fprint(w, ",,,,,,,,")
		}
		fmt.Fprintf(w, "%s,B%d-%d,%d,shopify,%d,deny,%d.%02d,,", size, n, v, 200+n%900, n%40, 5+n%200, n%100)
		if v == 0 {
			fmt.Fprintf(w, "https://pictures.example/%d.jpg,1,%s,active\n", n, stuff)
		} else {
			fmt.Fprint(w, ",,,\n")
		}
	}
}
