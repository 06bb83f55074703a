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
			if key := string(match[1]); !i18n.For("en").Has(key) && !strings.HasSuffix(key, ".") && strings.Contains(key, ".") {
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
