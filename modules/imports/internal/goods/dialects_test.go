package goods_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"holdfast/modules/imports/internal/goods"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/money"
)

func TestWooCommercesFileIsRead(t *testing.T) {
	products, problems, r := read(t, file(t, "woo.csv"))
	want(t, "problems", problems, []string{
		"line 4, Type: grouped products are left out: they are not sold here by themselves",
		`line 8, Parent: the product "LOST" is not in the file: 1 variations are left out`,
	})
	if len(products) != 3 || r.Dialect() != "WooCommerce" || !slices.Equal(r.Ignored(), []string{"Is featured?", "Grouped products", "Position", "Meta: _note"}) {
		t.Fatalf("%d products, %s, ignored %v", len(products), r.Dialect(), r.Ignored())
	}
	tee, card, hat := products[0], products[1], products[2]
	want(t, "options", tee.Options, []string{"Colour"})
	want(t, "facts", fmt.Sprint(tee.Attributes), "[{Material Cotton} {Material Wool}]")
	want(t, "categories", fmt.Sprint(tee.Categories), "[[Wear Tops] [New]]")
	want(t, "pictures", len(tee.Images), 3)
	want(t, "texts", []string{tee.Summary, tee.Body, tee.Handle}, []string{"<p>Soft.</p>", "<p>A\n tee.</p>", "tee"})
	want(t, "blue", tee.Variants[0], goods.Variant{Line: 5, SKU: "TEE-B", Priced: true, Choices: []string{"Blue"}, Price: euro(1800), Tracked: true, OnHand: 4, Grams: 200, Image: "https://img.example/blue.jpg"})
	red := tee.Variants[1]
	if red.Sale == nil || red.Sale.Price != euro(1250) || !red.Sale.Until.Equal(time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC)) || !red.Tracked || red.OnHand != 0 {
		t.Errorf("red: %+v, %+v", red, red.Sale)
	}
	if card.Published || card.TaxCategory != "zero" || card.Variants[0].Barcode != "4006381333931" || card.Variants[0].Tracked {
		t.Errorf("card: %+v", card)
	}
	if v := hat.Variants[0]; v.Price != euro(900) || v.CompareAt != euro(1200) || hat.TaxCategory != "reduced" || v.SKU != "CAP" || !v.Made || !hat.Guessed || hat.Categories[0][0] != "Wear & more" {
		t.Errorf("cap: %+v", hat)
	}
}

func TestWooCommercesGermanFileIsRead(t *testing.T) {
	products, problems, r := read(t, file(t, "woo-german.csv"))
	if len(problems) > 0 || len(products) != 2 || r.Separator() != "semicolon" {
		t.Fatalf("%d products, %v, %s", len(products), problems, r.Separator())
	}
	honey := products[0]
	want(t, "honey", honey.Variants[0], goods.Variant{Line: 2, SKU: "HONIG", Priced: true, Price: euro(129950), Tracked: true, OnHand: 12, Grams: 650,
		Measure: goods.Measure{Amount: 500_000, Unit: "g", Base: 1_000_000, BaseUnit: "g"}})
	want(t, "facts", fmt.Sprint(honey.Attributes), "[{Herkunft Lüneburg}]")
	want(t, "tea", products[1].Variants[0].Price, euro(490))
}

func TestEncodingsAreFoundOutAndNamed(t *testing.T) {
	text := "Handle,Title,Body (HTML),Variant Price\nkaese,Käse für Größere,\"<p>Würzig, mit Rinde, aus dem Gebirge. Schön kühl lagern, täglich genießen.</p>\",3.50\n"
	russian := "Handle,Title,Body (HTML),Variant Price\ntea,Чёрный чай,\"<p>Крепкий чай с лесными ягодами, собранный летом в горах и высушенный на солнце.</p>\",3.50\n"
	japan := "Handle,Title,Body (HTML),Variant Price\ntea,緑茶,\"<p>これは美味しい緑茶です。毎日飲んでください。山で育てられました。</p>\",3.50\n"
	for _, c := range []struct {
		name, text string
		in         encoding.Encoding
		want       string
	}{
		{"plain", text, encoding.Nop, "UTF-8"},
		{"UTF-8 with a mark", "\ufeff" + text, encoding.Nop, "UTF-8"},
		{"UTF-16 LE", text, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "UTF-16 (little-endian)"},
		{"UTF-16 BE", text, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "UTF-16 (big-endian)"},
		{"UTF-16 LE without a mark", text, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16 (little-endian)"},
		{"Windows", text, charmap.Windows1252, "Windows-1252"},
		{"Cyrillic", russian, charmap.Windows1251, "Windows-1251"},
		{"Japanese", japan, japanese.ShiftJIS, "Shift_JIS"},
	} {
		encoded, err := c.in.NewEncoder().String(c.text)
		if err != nil {
			t.Fatal(err)
		}
		products, problems, r := read(t, encoded)
		plain, _, _ := read(t, c.text)
		if !strings.EqualFold(r.Encoding(), c.want) || len(problems) > 0 || len(products) != 1 || products[0].Title != plain[0].Title || products[0].Body != plain[0].Body {
			t.Errorf("%s: read as %s: %+v, %v", c.name, r.Encoding(), products, problems)
		}
	}
}

func TestAWrongFileIsNamed(t *testing.T) {
	for content, says := range map[string]string{
		"PK\x03\x04......xl/workbook.xml": "Excel", "PK\x03\x04......": "packed", "\xd0\xcf\x11\xe0": "Excel", "\x1f\x8b\x08": "packed", "%PDF-1.7": "PDF",
		" <!DOCTYPE html><p>": "web page", `{"products":[]}`: "JSON", "<?xml version='1.0'?>": "XML", "\x89PNG\r\n": "no text", "": "empty",
		"Colour,Price\nblue,1\n": "no column", "just a sentence": "no column",
	} {
		_, err := goods.NewReader(strings.NewReader(content), options(nil))
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: got %v, want it to say %q", content, err, says)
		}
	}
}

func TestAmountsAreReadAsTheFileWritesThem(t *testing.T) {
	for _, c := range []struct {
		known, text, currency string
		minor                 int64 // -1: a problem
	}{
		{"1.00", "1,299.00", "EUR", 129900}, {"1,00", "1.299,00", "EUR", 129900}, {"1.00", "€ 12", "EUR", 1200}, {"1,00", "12,5 €", "EUR", 1250},
		{"1.00", "1,299", "EUR", 129900}, {"1,00", "1.299", "EUR", 129900}, {"1,00", "1 299,95", "EUR", 129995}, {"1.00", "1'299.95", "CHF", 129995},
		{"1", "1.299", "EUR", -1}, {"1.00", "EUR 7.5", "EUR", 750}, {"1.00", "12.5000", "EUR", 1250}, {"1.00", "12.505", "EUR", -1}, {"1.00", "kr 99", "SEK", 9900},
		{"1", "1,299", "JPY", 1299}, {"1.00", "12.O0", "EUR", -1}, {"1.00", "1,2,3", "EUR", -1}, {"1.00", "12,-", "EUR", 1200}, {"1.00", "$1,000,000.00", "USD", 100000000},
	} {
		var problems []string
		o := options(&problems)
		o.Currency = c.currency
		file := fmt.Sprintf("Handle\tTitle\tPrice\na\tA\t%s\nb\tB\t%s\n", c.known, c.text)
		r, err := goods.NewReader(strings.NewReader(file), o)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = r.Next()
		p, err := r.Next()
		switch {
		case c.minor < 0 && err == nil:
			t.Errorf("%q beside %q is read as %v, want a problem", c.text, c.known, p.Variants[0].Price)
		case c.minor >= 0 && (err != nil || p.Variants[0].Price != money.New(c.minor, c.currency)):
			t.Errorf("%q beside %q: %+v, %v; want %d", c.text, c.known, p.Variants, problems, c.minor)
		}
	}
}

func TestHeadersAreKnownHoweverTheyAreWritten(t *testing.T) {
	products, problems, r := read(t, "HANDLE|title|variant_price| Variant  SKU |Variant Weight|variant weight unit|Material (product.metafields.custom.material)|Image_Src\n"+
		"mug|Mug|1.00|M|1.5|kg|wool; cotton|\nmug|||||||https://img.example/a.jpg\n|Bowl|2.00||12|oz|[\"oak\",\"ash\"]|\n|||||||https://img.example/b.jpg\n")
	if len(problems) > 0 || len(products) != 2 || len(r.Ignored()) > 0 {
		t.Fatalf("%d products, %v, ignored %v", len(products), problems, r.Ignored())
	}
	mug, bowl := products[0], products[1]
	if mug.Variants[0].Grams != 1500 || len(mug.Images) != 1 || fmt.Sprint(mug.Attributes) != "[{Material wool} {Material cotton}]" {
		t.Errorf("mug: %+v", mug)
	}
	if bowl.Handle != "bowl" || bowl.Variants[0].Grams != 340 || len(bowl.Images) != 1 || fmt.Sprint(bowl.Attributes) != "[{Material oak} {Material ash}]" {
		t.Errorf("bowl: %+v", bowl)
	}
}
