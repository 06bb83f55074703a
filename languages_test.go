package main

import (
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"

	"holdfast/modules/notifications"
)

// inLanguages are pages, and what is the same in none of the shop's languages.
var inLanguages = []string{"/", "/products/harbour-mug", "/categories/kitchen", "/collections/new-in", "/search?q=mug", "/pages/delivery", "/cart", "/nowhere", "/sitemap.xml"}

// asks sends one request and shows no redirect's target.
func asks(t *testing.T, s *openShop, path string, headers map[string]string) (status int, to, body string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range headers {
		if value != "" {
			request.Header.Set(name, value)
		}
	}
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, response.Header.Get("Location"), string(text)
}

// TestNoPageIsShownInAnotherLanguage asks for the same pages in any order, with
// whatever says a language, and wants of each address always the same page.
func TestNoPageIsShownInAnotherLanguage(t *testing.T) {
	t.Parallel()
	s := open(t, settings{"BASE_URL": "http://localhost:8080"})
	random := rand.New(rand.NewPCG(7, 11))
	some := func(of ...string) string { return of[random.IntN(len(of))] }
	seen := map[string]string{}
	for range 400 {
		prefix, path := some("", "", "/de", "/ar"), some(inLanguages...)
		accepted, chosen := some("", "en", "de", "ar", "de-CH,fr;q=0.5", "fr", "xx"), some("", "", "language=de", "language=ar", "language=en", "language=xx")
		from := some("", "none", "same-origin")
		status, to, body := asks(t, s, prefix+path, map[string]string{"Accept-Language": accepted, "Cookie": chosen, "Sec-Fetch-Site": from, "Accept-Encoding": "identity"})
		if want := ledTo(prefix, path, accepted, chosen, from); to != want {
			t.Fatalf("%s%s, accepting %q, having chosen %q, from %q: led to %q, want %q", prefix, path, accepted, chosen, from, to, want)
		}
		if to != "" {
			continue
		}
		language := strings.TrimPrefix(prefix+"/en", "/")[:2]
		if status == http.StatusOK && path != "/sitemap.xml" && !strings.Contains(body, `<html lang="`+language+`"`) {
			t.Fatalf("%s%s is not in %s: %.100s", prefix, path, language, body)
		}
		if known, ok := seen[prefix+path]; ok && known != body {
			t.Fatalf("%s%s is another page, accepting %q, having chosen %q: %s", prefix, path, accepted, chosen, firstDifference(known, body))
		}
		seen[prefix+path] = body
	}
}

// ledTo is where a reader is led to, if anywhere.
func ledTo(prefix, path, accepted, chosen, from string) string {
	if prefix != "" || path == "/nowhere" || path == "/sitemap.xml" {
		return ""
	}
	switch language, _ := strings.CutPrefix(chosen, "language="); {
	case language == "de" || language == "ar":
		return "/" + language + path
	case language != "" || from == "same-origin":
		return ""
	case strings.HasPrefix(accepted, "de") || strings.HasPrefix(accepted, "ar"):
		return "/" + accepted[:2] + path
	}
	return ""
}

func TestBuysInGermanAndIsWrittenToInGerman(t *testing.T) {
	onBoth(t, func(t *testing.T, s *openShop) {
		b := newBrowser(t, s)
		cart := b.open("/de/").click("Kitchen").is(200).at("/de/categories/kitchen").click("Harbour mug").says("18,00 €").
			typeIn("Menge", "2").press("In den Warenkorb").is(200).at("/de/cart").says("Er enthält jetzt 2 Artikel")
		cart.typeIn("Gutscheincode", "nothing").press("Einlösen").is(422).says("Diesen Gutscheincode gibt es nicht")

		checkout := cart.click("Zur Kasse").is(200).at("/de/checkout")
		checkout.press("Zahlungspflichtig bestellen").is(422).says("Bitte prüfen Sie Ihre Eingaben", "Geben Sie Ihren Vor- und Nachnamen ein.")
		thanks := checkout.typeIn("E-Mail", "mary@shopper.example").typeIn("Vor- und Nachname", "Mary O’Neill").typeIn("Adresse", "12 Quay Street").
			typeIn("Ort", "Galway").typeIn("Postleitzahl (freiwillig)", "H91 E2K3").choose("Überweisung").press("Zahlungspflichtig bestellen")

		thanks.is(200).says("Vielen Dank", "Wartet auf Ihre Überweisung", "Irland")
		if !strings.HasPrefix(thanks.url.Path, "/de/orders/") {
			t.Errorf("thanked at %s", thanks.url)
		}
		s.idle(t)
		mails, err := s.notifications.List(t.Context(), notifications.Filter{}, "")
		if err != nil || len(mails.Mails) != 1 || !strings.HasPrefix(mails.Mails[0].Subject, "Ihre Bestellung ") {
			t.Fatalf("mails %+v, %v", mails, err)
		}
		mail, err := s.notifications.Mail(t.Context(), mails.Mails[0].ID)
		if err != nil || !strings.Contains(mail.Text, "/de/orders/") || !strings.Contains(mail.HTML, `lang="de"`) {
			t.Fatalf("mail %v:\n%s", err, mail.Text)
		}
	})
}

func TestPaysByCardInArabicAndComesBackInArabic(t *testing.T) {
	t.Parallel()
	s := open(t, nil)
	b := newBrowser(t, s)
	b.open("/ar/products/harbour-mug").press("أضف إلى السلة").at("/ar/cart")
	card := b.open("/ar/checkout").typeIn("البريد الإلكتروني", "mary@shopper.example").typeIn("الاسم الكامل", "Mary O’Neill").
		typeIn("العنوان", "12 Quay Street").typeIn("المدينة", "Galway").typeIn("الرمز البريدي (اختياري)", "H91 E2K3").choose("بطاقة تجريبية").
		press("تأكيد الطلب").is(200)
	if !strings.HasPrefix(card.url.Path, "/ar/testpay/") {
		t.Fatalf("the card is paid at %s", card.url)
	}
	paid := card.press("موافقة").is(200).says("شكرًا لك", "مدفوع")
	if !strings.HasPrefix(paid.url.Path, "/ar/orders/") {
		t.Errorf("thanked at %s", paid.url)
	}
}

func TestALanguageIsChosenAndRemembered(t *testing.T) {
	t.Parallel()
	s := open(t, nil)
	b := newBrowser(t, s)
	german := b.open("/products/harbour-mug?variant=NQ-MUG-SND").press("Deutsch").is(200).says("In den Warenkorb", "Sand")
	if german.url.RequestURI() != "/de/products/harbour-mug?variant=NQ-MUG-SND" {
		t.Errorf("chosen at %s", german.url)
	}
	b.open("/cart").at("/de/cart").press("English").at("/cart").says("Your cart is empty")
	b.open("/de/cart").at("/de/cart").says("Ihr Warenkorb ist leer")
	b.open("/admin/login").says("Sign in")
}
