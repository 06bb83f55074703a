package i18n_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"holdfast/modules/kernel/money"
	"holdfast/views/i18n"
)

func TestWordsPluralsAndPlaceholders(t *testing.T) {
	ctx := t.Context()
	for _, c := range []struct{ got, want string }{
		{i18n.T(ctx, "cart.empty"), "Your cart is empty"},
		{i18n.T(ctx, "no.such.key"), "no.such.key"},
		{i18n.N(ctx, "cart.count", 1), "1 item"},
		{i18n.N(ctx, "cart.count", 1200), "1,200 items"},
		{i18n.F(ctx, "order.title", "Number", "NQ-1042"), "Order NQ-1042"},
		{i18n.Date(ctx, time.Date(2026, 3, 3, 0, 0, 0, 0, time.UTC)), "3 March 2026"},
		{i18n.Money(ctx, money.New(123450, "EUR")), "€1,234.50"},
		{i18n.Money(ctx, money.New(900, "JPY")), "¥900"},
		{i18n.Money(ctx, money.New(-250, "EUR")), "-€2.50"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestAmountsAreWrittenAsTheLocaleDoes(t *testing.T) {
	ctx := i18n.With(t.Context(), i18n.For("de"))
	if got, want := i18n.Money(ctx, money.New(123450, "EUR")), "1.234,50\u00a0€"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// keys finds calls with a literal key: i18n.T(ctx, "cart.empty").
var keys = regexp.MustCompile(`i18n\.[TFN]\([^,()]+, "([^"]+)"`)

func TestEveryKeyThatAViewNamesIsInTheCatalogue(t *testing.T) {
	found := 0
	err := filepath.WalkDir("..", func(path string, _ os.DirEntry, err error) error {
		if err != nil || strings.HasSuffix(path, "_test.go") || !strings.HasSuffix(path, ".templ") && !strings.HasSuffix(path, ".go") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, match := range keys.FindAllSubmatch(source, -1) {
			found++
			if key := string(match[1]); !i18n.For("en").Has(key) && !strings.HasSuffix(key, ".") && !strings.HasSuffix(key, "_") && strings.Contains(key, ".") {
				t.Errorf("%s names %q, which the catalogue does not have", path, key)
			}
		}
		return err
	})
	if err != nil || found < 20 {
		t.Fatalf("looked at %d keys: %v", found, err)
	}
}

func BenchmarkT(b *testing.B) {
	ctx := i18n.With(b.Context(), i18n.For("en"))
	for b.Loop() {
		i18n.T(ctx, "cart.empty")
	}
}

func BenchmarkMoney(b *testing.B) {
	ctx := i18n.With(b.Context(), i18n.For("en"))
	for b.Loop() {
		i18n.Money(ctx, money.New(1250, "EUR"))
	}
}

func TestGermanAndArabicAreWrittenAsTheyAre(t *testing.T) {
	de, ar := i18n.With(t.Context(), i18n.At("de", "en-IE")), i18n.With(t.Context(), i18n.At("ar", "en-IE"))
	day := time.Date(2026, 3, 3, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ got, want string }{
		{i18n.Date(de, day), "3. März 2026"},
		{i18n.Date(ar, day), "3 مارس 2026"},
		{i18n.Number(de, 1234), "1.234"},
		{i18n.Number(ar, 1234), "1,234"},
		{i18n.N(de, "cart.count", 1), "1 Artikel"},
		{i18n.N(ar, "list.count", 0), "لا منتجات"},
		{i18n.N(ar, "list.count", 1), "منتج واحد"},
		{i18n.N(ar, "list.count", 2), "منتجان"},
		{i18n.N(ar, "list.count", 7), "7 منتجات"},
		{i18n.N(ar, "list.count", 1200), "1,200 منتج"},
		{i18n.N(ar, "list.count", 45), "45 منتجًا"},
		{i18n.F(ar, "order.title", "Number", "NQ-1042"), "الطلب \u2068NQ-1042\u2069"},
		{i18n.Money(ar, money.New(123450, "EUR")), "\u200f1,234.50\u00a0€"},
		{i18n.T(de, "no.such.key"), "no.such.key"},
		{i18n.From(ar).Dir() + " " + i18n.From(de).Dir(), "rtl ltr"},
		{i18n.From(ar).Name() + " " + i18n.From(de).Name(), "العربية Deutsch"},
		{i18n.T(i18n.With(t.Context(), i18n.For("ar")), "admin.orders"), "Orders"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestAddressesHaveTheirLanguageOnce(t *testing.T) {
	de := i18n.At("de-AT", "en-IE")
	for path, want := range map[string]string{
		"/": "/de/", "/cart?x=1#y": "/de/cart?x=1#y", "/de/cart": "/de/cart", "/de": "/de", "/design": "/de/design",
		"": "", "#main": "#main", "https://elsewhere.example/": "https://elsewhere.example/", "//elsewhere.example": "//elsewhere.example",
		"/admin": "/admin", "/admin/orders": "/admin/orders", "/administration": "/de/administration", "/static/app.css": "/static/app.css",
		"/media/a/320.webp": "/media/a/320.webp", "/payments/a/return": "/payments/a/return",
	} {
		if got := de.Path(path); got != want {
			t.Errorf("%q: got %q, want %q", path, got, want)
		}
	}
	if got := de.Absolute("https://shop.example/cart"); got != "https://shop.example/de/cart" {
		t.Errorf("absolute: %q", got)
	}
	if own := i18n.At("en", "en-IE"); own.Path("/cart") != "/cart" || own.Foreign() != "" || de.Foreign() != "en" {
		t.Errorf("the shop's own language: %q %q %q", own.Path("/cart"), own.Foreign(), de.Foreign())
	}
	html := `<p><a href="/pages/terms">a</a> <a href="https://x.example/">b</a> <img src="/media/a"></p>`
	want := `<p><a href="/de/pages/terms">a</a> <a href="https://x.example/">b</a> <img src="/media/a"></p>`
	if got := i18n.Links(i18n.With(t.Context(), de), html); got != want {
		t.Errorf("links: %q", got)
	}
}
