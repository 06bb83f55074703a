package i18n_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"holdfast/views/i18n"
)

// heard are the packages whose sentences shoppers get to read: what a form is
// refused with, what a page that failed says, how the ways to pay are called.
var heard = []string{
	"db/fault.go", "modules/carts", "modules/catalog/catalog.go", "modules/content/content.go", "modules/credentials/credentials.go", "modules/customers",
	"modules/inventory/inventory.go", "modules/kernel", "modules/media/media.go", "modules/orders", "modules/payments",
	"modules/promotions/promotions.go", "web/secure", "web/server", "web/session", "web/storefront",
}

// among are those of their sentences that only operators read.
var among = regexp.MustCompile(`^(This SKU belongs|This address belongs|Another page has|A product has|The payment provider refused|` +
	`This order is paid online|That is more than was paid|There is no such payment provider|The message cannot be read|The signature does not|` +
	`The test card's provider|There cannot be less|There is no such promotion|A SKU has)`)

// sentence is what is said to people: Go's own errors begin with small letters
// and end without a stop.
var sentence = regexp.MustCompile(`^\p{Lu}[\p{Ll} ].* .*[.!?]$`)

// sentences are the sentences in the Go files at path, and what ways to pay are
// called.
func sentences(t *testing.T, path string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(filepath.Join("..", "..", path), func(file string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") || strings.Contains(file, "test/") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING && sentence.MatchString(text) {
					found[text] = file
				}
			case *ast.KeyValueExpr:
				name, isName := n.Key.(*ast.Ident)
				value, isText := n.Value.(*ast.BasicLit)
				if isName && isText && name.Name == "Name" && strings.Contains(file, "payments") {
					if text, err := strconv.Unquote(value.Value); err == nil && !strings.Contains(text, ":") {
						found[text] = file
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestWhateverAShopperIsToldIsSaidInTheirLanguage(t *testing.T) {
	found := map[string]string{}
	for _, path := range heard {
		maps.Copy(found, sentences(t, path))
	}
	if len(found) < 40 {
		t.Fatalf("only %d sentences found", len(found))
	}
	for _, tag := range []string{"de", "ar"} {
		ctx := i18n.With(t.Context(), i18n.For(tag))
		for _, english := range slices.Sorted(maps.Keys(found)) {
			if !among.MatchString(english) && i18n.Said(ctx, english) == english {
				t.Errorf("%s lacks %q of %s", tag, english, found[english])
			}
		}
	}
}

func TestWhatIsFilledInStaysInWhatIsSaid(t *testing.T) {
	ctx := i18n.With(t.Context(), i18n.For("de"))
	for english, want := range map[string]string{
		"":                       "",
		"Something of one's own": "Something of one's own",
	} {
		if got := i18n.Said(ctx, english); got != want {
			t.Errorf("%q: got %q, want %q", english, got, want)
		}
	}
	if got := i18n.Said(t.Context(), "Your cart is empty."); got != "Your cart is empty." {
		t.Errorf("English: %q", got)
	}
}
