package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"holdfast/db"
)

func TestAnImportThatIsKilledGoesOnAndAnExportIsTheSame(t *testing.T) {
	for name, with := range map[string]settings{"sqlite": {}, "postgres": onPostgres(t)} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			with["DATA_DIR"], with["BASE_URL"] = dir, "https://shop.example"
			file := filepath.Join(dir, "many.csv")
			writeMany(t, file, 3000)
			start(t, with, "migrate").code()
			before := products(t, with) // the demo's, on PostgreSQL

			first := start(t, with, "import", file)
			first.until("some products", func() bool { return products(t, with) >= before+400 })
			first.kill()
			if n := products(t, with); n >= before+3000 {
				t.Fatalf("%d products: it was not killed in the middle", n)
			}
			second := start(t, with, "import", file)
			if code := second.code(); code != 0 || !strings.Contains(second.out.String(), "This went on where an import of the file had stopped") ||
				!strings.Contains(second.out.String(), "new 3000, changed 0, the same 0, left out 0") {
				t.Fatalf("%d: %s%s", code, second.out, second.err)
			}

			out := filepath.Join(dir, "out.csv")
			if export := start(t, with, "export", out); export.code() != 0 || !strings.Contains(export.out.String(), fmt.Sprint(before+3000, " products are in")) {
				t.Fatalf("export: %s%s", export.out, export.err)
			}
			piped := start(t, with, "export", "-")
			piped.code()
			written, err := os.ReadFile(out)
			if err != nil || len(written) == 0 || string(written) != piped.out.String() {
				t.Errorf("what is piped differs: %d and %d bytes, %v", len(piped.out.String()), len(written), err)
			}
			trial := start(t, with, "import", out, "--dry-run")
			if trial.code(); !strings.Contains(trial.out.String(), fmt.Sprint("new 0, changed 0, the same ", before+3000)) {
				t.Errorf("the export again: %s%s", trial.out, trial.err)
			}
		})
	}
}

// products counts what is in the shop by now.
func products(t *testing.T, with settings) (n int) {
	t.Helper()
	d, err := db.Open(t.Context(), db.Options{URL: with["DATABASE_URL"], Dir: with["DATA_DIR"]})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Read(t.Context()).Raw("SELECT count(*) FROM catalog_products").Scan(&n).Error; err != nil {
		t.Fatal(err)
	}
	return n
}

func writeMany(t *testing.T, name string, n int) {
	t.Helper()
	var b strings.Builder
	b.WriteString("Handle;Title;Option1 Name;Option1 Value;Variant Price;Variant Inventory Qty\n")
	for i := range n {
		fmt.Fprintf(&b, "thing-%d;Thing, %d;Size;S;%d,50;%d\nthing-%d;;;L;%d,00;1\n", i, i, i%90, i%9, i, 1+i%90)
	}
	if err := os.WriteFile(name, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}
