package email_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"

	"holdfast/modules/kernel/money"
	"holdfast/views/email"
	"holdfast/views/i18n"
)

var update = flag.Bool("update", false, "write testdata anew")

type render func(context.Context, email.Shop, email.Order) (email.Words, error)

var mails = map[string]render{"placed": email.Placed, "paid": email.Paid, "sent": email.Sent, "canceled": email.Canceled}

func TestMailsReadAsTheyDid(t *testing.T) {
	for name, render := range mails {
		words := write(t, render, order())
		for suffix, got := range map[string]string{".txt": words.Subject + "\n\n" + words.Text, ".html": words.HTML} {
			path := filepath.Join("testdata", name+suffix)
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil || got != string(want) {
				t.Errorf("%s differs (-update writes it anew): %v", path, err)
			}
		}
	}
}

func TestBothPartsSayTheSame(t *testing.T) {
	for name, render := range mails {
		for _, included := range []bool{true, false} {
			o := order()
			o.TaxIncluded = included
			words := write(t, render, o)
			rich, plain := squeeze(textOf(t, words.HTML)), squeeze(words.Text)
			for _, want := range []string{
				"NQ-1042", "2 × Enamel mug", "Large, sea blue", "€24.00", "Harbour soap", "−€3.00", "VAT 23%", "€5.30", "€28.35",
				"Ada Byrne 1 Quay Street Galway H91 E2K8 Ireland", "An Post, tracked", "Bank transfer", "3 March 2026",
				"hello@northquay.example", "Northquay Ltd 7 Harbour Road",
			} {
				want = strings.Replace(want, "−", "-", 1)
				if !strings.Contains(rich, want) {
					t.Errorf("%s, as HTML, does not say %q:\n%s", name, want, rich)
				}
				if !strings.Contains(plain, want) {
					t.Errorf("%s, as text, does not say %q:\n%s", name, want, plain)
				}
			}
			if !strings.Contains(words.HTML, `href="https://northquay.example/orders/NQ-1042?token=abc&amp;x=1"`) {
				t.Errorf("%s does not lead to the order", name)
			}
			if !strings.Contains(words.Text, "https://northquay.example/orders/NQ-1042?token=abc&x=1\n") {
				t.Errorf("%s, as text, does not lead to the order", name)
			}
		}
	}
}

func TestHowToPayIsSaidUntilItIsPaid(t *testing.T) {
	for _, isPaid := range []bool{false, true} {
		o := order()
		o.Paid = isPaid
		words := write(t, email.Placed, o)
		for part, text := range map[string]string{"text": squeeze(words.Text), "HTML": squeeze(textOf(t, words.HTML))} {
			told := strings.Contains(text, "How to pay") && strings.Contains(text, "IBAN IE12 BOFI 9000 0112 3456 78 BIC BOFIIE2D") &&
				strings.Contains(text, "Amount: €28.35") && strings.Contains(text, "Reference: NQ-1042")
			if told == isPaid || strings.Contains(text, "IBAN") == isPaid {
				t.Errorf("%s, paid %v: %s", part, isPaid, text)
			}
		}
	}
}

func TestAParcelIsFollowedOnlyOnTheWeb(t *testing.T) {
	for address, follows := range map[string]bool{
		"https://track.example/?n=1": true, "javascript:alert(1)": false, "RR123": false, "": false,
	} {
		o := order()
		o.TrackingURL = address
		words := write(t, email.Sent, o)
		if got := strings.Contains(words.HTML, "Track the parcel") && strings.Contains(words.Text, "Track the parcel"); got != follows {
			t.Errorf("%q: a link is there: %v", address, got)
		}
	}
}

func TestWhatAShopperTypesStaysText(t *testing.T) {
	o := order()
	o.Name, o.Number = "<b>Ada</b>\r\nBcc: eve@example.com", "NQ-1\r\nBcc: eve@example.com"
	words := write(t, email.Placed, o)
	if strings.Contains(words.HTML, "<b>Ada") || strings.ContainsAny(words.Subject, "\r\n") {
		t.Errorf("subject %q, or the name, is more than text", words.Subject)
	}
}

func TestNoLineOfTextIsTooLong(t *testing.T) {
	o := order()
	o.Lines[0].Name = strings.Repeat("A very long name of a very long thing ", 4)
	for name, render := range mails {
		for line := range strings.Lines(write(t, render, o).Text) {
			line = strings.TrimSuffix(line, "\n")
			if n := utf8.RuneCountInString(line); n > 72 && !strings.Contains(line, "https://") && !strings.Contains(line, "A very long name") {
				t.Errorf("%s: %d characters: %q", name, n, line)
			}
		}
	}
}

func TestEachMailFitsWhatReadersTake(t *testing.T) {
	o := order()
	for i := range 60 {
		o.Lines = append(o.Lines, email.Line{Name: fmt.Sprintf("Thing number %d", i), Quantity: 1, Total: eur(100)})
	}
	for name, render := range mails {
		words := write(t, render, o)
		// Gmail cuts a mail off behind 102 KB.
		if len(words.HTML) > 102_000 {
			t.Errorf("%s: %d bytes", name, len(words.HTML))
		}
		if strings.Contains(words.HTML, "zTemplUnsafe") || strings.Contains(words.HTML, "&amp;#") || strings.Contains(words.HTML+words.Text, "mail.") {
			t.Errorf("%s: a style or a word is missing:\n%s", name, words.Text)
		}
	}
}

func order() email.Order {
	return email.Order{
		Number: "NQ-1042", Name: "Ada", PlacedAt: time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC),
		Lines: []email.Line{
			{Name: "Enamel mug", Options: "Large, sea blue", Quantity: 2, Total: eur(2400)},
			{Name: "Harbour soap & brush", Quantity: 1, Total: eur(285)},
		},
		Subtotal: eur(2685), Discounts: []email.Amount{{Label: "SPRING", Amount: eur(-300)}},
		Shipping: email.Amount{Label: "An Post, tracked", Amount: eur(450)},
		Taxes:    []email.Amount{{Label: "VAT 23%", Amount: eur(530)}}, TaxIncluded: true, Total: eur(2835),
		Address: []string{"Ada Byrne", "1 Quay Street", "Galway", "H91 E2K8", "Ireland"}, PaymentMethod: "Bank transfer",
		Instructions: []string{"Northquay Ltd", "IBAN IE12 BOFI 9000 0112 3456 78", "BIC BOFIIE2D"}, Reference: "NQ-1042",
		StatusURL: "https://northquay.example/orders/NQ-1042?token=abc&x=1",
		Carrier:   "An Post", TrackingNumber: "RR123456785IE", TrackingURL: "https://track.example/RR123456785IE",
		CancelReason: "The last mug was chipped.",
	}
}

func write(t *testing.T, render render, o email.Order) email.Words {
	t.Helper()
	shop := email.Shop{
		Name: "Northquay", URL: "https://northquay.example/", Email: "hello@northquay.example",
		Address: []string{"Northquay Ltd", "7 Harbour Road"},
	}
	words, err := render(i18n.With(t.Context(), i18n.For("en")), shop, o)
	if err != nil {
		t.Fatal(err)
	}
	return words
}

func eur(minor int64) money.Money { return money.New(minor, "EUR") }

// textOf is what a reader of the HTML sees.
func textOf(t *testing.T, page string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "style" && n.Parent.Data != "title" {
			b.WriteString(n.Data + " ")
		}
	}
	return b.String()
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestAMailRunsTheWayOfItsLanguage(t *testing.T) {
	o := email.Order{Number: "NQ-1", Name: "Ada Byrne", Address: []string{"4 Pier Road", "Kinsale"}, PlacedAt: time.Now(), Lines: []email.Line{{Name: "Mug", Quantity: 1}}}
	for tag, want := range map[string][]string{
		"de": {`lang="de" dir="ltr"`, "4 Pier Road", "Guten Tag Ada Byrne,", "padding:10px 12px 10px 0"},
		"ar": {`lang="ar" dir="rtl"`, "\u20684 Pier Road\u2069", "\u2068Ada Byrne\u2069", "padding:10px 0 10px 12px"},
	} {
		words, err := email.Placed(i18n.With(t.Context(), i18n.At(tag, "en")), email.Shop{Name: "Northquay"}, o)
		if err != nil {
			t.Fatal(err)
		}
		for _, each := range want {
			if !strings.Contains(words.HTML, each) {
				t.Errorf("%s lacks %q", tag, each)
			}
		}
	}
}
