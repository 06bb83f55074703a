package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const smallCatalogue = "\ufeffHandle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Status\r\n" +
	"pilot-jacket,\"Pilot jacket, lined\",<p>Warm<script>alert(1)</script></p>,Northquay,Wear,,TRUE,Size,M,PJ-M,shopify,3,120.00,active\r\n" +
	"pilot-jacket,,,,,,,,L,PJ-L,shopify,2,125.00,\r\n" +
	"broken,Broken,,,,,TRUE,Size,M,BR-M,shopify,1,a lot,active\r\n"

func TestAnImportIsSeenByTheShopThatServes(t *testing.T) {
	t.Parallel()
	for name, with := range map[string]settings{"sqlite": {}, "postgres": onPostgres(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filled(t)
			s := openIn(t, dir, with)
			file := filepath.Join(t.TempDir(), "small.csv")
			if err := os.WriteFile(file, []byte(smallCatalogue), 0o600); err != nil {
				t.Fatal(err)
			}
			with["DATA_DIR"] = dir
			b := newBrowser(t, s)
			b.open("/products/pilot-jacket").is(404)
			b.open("/search?q=pilot").says("Nothing matches")

			trial := start(t, with, "import", file, "--dry-run")
			if code := trial.code(); code != 0 || !strings.Contains(trial.out.String(), "1 product with 2 variants") || !strings.Contains(trial.out.String(), "a lot") {
				t.Fatalf("%d: %s%s", code, trial.out, trial.err)
			}
			b.open("/products/pilot-jacket").is(404)
			if code := start(t, with, "import", file).code(); code != 0 {
				t.Fatalf("import ended with %d", code)
			}
			done := time.Now()

			within(t, 2*time.Second, done, "the product", func() bool { return b.open("/products/pilot-jacket").status == 200 })
			within(t, 2*time.Second, done, "a search for it", func() bool { return strings.Contains(b.open("/search?q=pilot").body, "pilot-jacket") })
			jacket := b.open("/products/pilot-jacket?variant=PJ-L").says("Pilot jacket, lined", "€125.00", "Only 2 left")
			if strings.Contains(jacket.body, "alert(1)") {
				t.Error("the description has a script in it")
			}
			jacket.press("Add to cart").at("/cart").says("Pilot jacket, lined")
			again := start(t, with, "import", file)
			if again.code(); !strings.Contains(again.out.String(), "new 0, changed 0, the same 1") {
				t.Errorf("the same file again: %s%s", again.out, again.err)
			}
		})
	}
}

// within fails the test unless seen comes true until d after an instant.
func within(t testing.TB, d time.Duration, since time.Time, what string, seen func() bool) {
	t.Helper()
	for !seen() {
		if time.Since(since) > 5*d { // of a machine that is busy with other tests, too
			t.Fatalf("%s is not seen after %v", what, time.Since(since))
		}
	}
	if took := time.Since(since); took > d {
		t.Logf("%s was seen only after %v", what, took)
	}
}

func TestCommandsSayWhatTheyDidAndEndAccordingly(t *testing.T) {
	t.Parallel()
	dir := filled(t)
	s := openIn(t, dir, nil)
	with := settings{"DATA_DIR": dir, "ADDR": strings.TrimPrefix(s.url, "http://")}
	for _, tt := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"version"}, 0, "holdfast dev go1"},
		{[]string{"health"}, 0, ""},
		{[]string{"health", "--addr", freeAddr(t)}, 1, "the shop does not answer"},
		{[]string{"migrate"}, 0, ""},
		{[]string{"staff", "add", "ann@shop.example", "--role", "merchant"}, 0, "ann@shop.example may sign in as merchant with the one-time password "},
		{[]string{"staff", "add", "ann@shop.example", "--role=merchant"}, 1, "holdfast: "},
		{[]string{"staff", "add", "ann"}, 1, "holdfast: "},
		{[]string{"staff", "add", "bob@shop.example", "--role", "king"}, 1, "holdfast: "},
		{[]string{"staff"}, 2, "usage: holdfast staff add"},
		{[]string{"import"}, 2, "usage: holdfast import"},
		{[]string{"import", "/nowhere.csv"}, 1, "/nowhere.csv"},
		{[]string{"sell"}, 2, `there is no command "sell"`},
		{[]string{"--colour", "red"}, 2, "-colour"},
		{[]string{"--addr"}, 2, "-addr"},
		{[]string{"serve", "--addr", with["ADDR"]}, 1, "open the shop's address"},
	} {
		p := start(t, with, tt.args...)
		if code := p.code(); code != tt.code || !strings.Contains(p.out.String()+p.err.String(), tt.says) {
			t.Errorf("%q ends with %d, want %d and %q:\n%s%s", tt.args, code, tt.code, tt.says, p.out, p.err)
		}
	}
}

func TestAPublicShopIsNoDemo(t *testing.T) {
	t.Parallel()
	addr := freeAddr(t)
	p, _ := serving(t, settings{"ADDR": addr, "DATA_DIR": t.TempDir(), "BASE_URL": "https://shop.example"})
	b := newBrowserAt(t, "http://"+addr)

	var home *page
	p.until("answering", func() bool {
		var err error
		home, err = b.visit(http.MethodGet, "/", nil)
		return err == nil
	})

	home.is(200)
	if strings.Contains(home.body, "demo") || strings.Contains(home.body, "Northquay") || strings.Contains(home.body, "localhost") {
		t.Errorf("a public shop is a demo:\n%s", home.body)
	}
	for path, status := range map[string]int{"/search?q=mug": 200, "/cart": 200, "/sitemap.xml": 200, "/robots.txt": 200, "/products/harbour-mug": 404, "/testpay/x": 404, "/admin": 200} {
		b.open(path).is(status)
	}
	b.open("/checkout").is(200).at("/cart").says("Your cart is empty")
	if !strings.Contains(p.out.String(), "The shop is open at https://shop.example\n") {
		t.Errorf("says %s", p.out)
	}
	p.stop()
}
