package backoffice_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"holdfast/modules/kernel/sku"
	"holdfast/modules/orders/orderstest"
	"holdfast/modules/promotions"
	"holdfast/modules/shipping"
	"holdfast/modules/staff"
	"holdfast/modules/tax"
)

func typed(pairs ...string) url.Values {
	f := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		f.Set(pairs[i], pairs[i+1])
	}
	return f
}

func TestEuropeanRatesAreAddedOnce(t *testing.T) {
	o := signedIn(t, staff.Merchant)
	o.want(o.get("/admin/taxes"), 200, "Ireland", "23 %", "Add European rates")
	o.wantAt(o.post("/admin/taxes/european", typed("eu", "yes", "ch", "yes", "inclusive", "yes")), "/admin/taxes")
	o.wantSays("29 places are changed.") // 28 new, and the old one
	o.want(o.get("/admin/taxes"), 200, "Germany", "19 %", "Switzerland", "8.1 %")
	o.wantAt(o.post("/admin/taxes/european", typed("eu", "yes", "inclusive", "yes")), "/admin/taxes")
	o.wantSays("These rates were there already.")
	o.wantAudit("tax.european_added", "tax:zones")
	o.want(o.post("/admin/taxes/european", typed()), 422, "Choose whose rates to add.")
}

func TestATaxZoneIsMadeChangedAndTakenOut(t *testing.T) {
	o := signedIn(t, staff.Merchant)
	o.get("/admin/taxes/zone")
	form := typed("name", "Iceland", "countries", "is", "inclusive", "yes",
		"rates.0.category", "standard", "rates.0.percent", "24", "rates.0.from", "2015-01-01",
		"rates.1.category", "food", "rates.1.percent", "eleven", "rates.1.from", "someday", "rates.2.category", "")
	o.want(o.post("/admin/taxes/zone", form), 422, `href="#rates.1.percent"`, `href="#rates.1.from"`, `value="eleven"`)
	form.Set("rates.1.percent", "11,5")
	form.Set("rates.1.from", "")
	o.wantAt(o.post("/admin/taxes/zone", form), "/admin/taxes")
	o.want(o.get("/admin/taxes"), 200, "Iceland", "11.5 %")
	o.want(o.get("/admin/taxes/zone?id=iceland"), 200, `value="2015-01-01"`, `value="VAT 24 %"`)

	twice := typed("id", "iceland", "name", "Iceland", "countries", "IS IE")
	o.want(o.post("/admin/taxes/zone", twice), 422, "Leave each place in one zone only.")
	o.wantAt(o.post("/admin/taxes/zone", typed("id", "iceland", "remove", "yes")), "/admin/taxes")
	zones, err := tax.New(o.DB, o.Now).Zones(t.Context())
	if err != nil || len(zones) != 1 {
		t.Errorf("%d zones are left, %v", len(zones), err)
	}
}

func TestAPlaceToSendToIsMadeWithItsRates(t *testing.T) {
	o := signedIn(t, staff.Merchant)
	o.want(o.get("/admin/shipping"), 200, "Ireland", "Standard")
	o.wantAt(o.post("/admin/shipping/methods", typed("methods.0.id", "standard", "methods.0.name", "Standard", "methods.1.id", "", "methods.1.name", "Boat", "methods.1.detail", "2 weeks")), "/admin/shipping")
	o.get("/admin/shipping/zone")
	form := typed("name", "Highlands", "countries", "gb", "postcodes", "IV, KW 1",
		"rates.0.method", "boat", "rates.0.price", "12,50", "rates.0.upto", "2000", "rates.0.free_from", "80",
		"rates.1.method", "boat", "rates.1.price", "", "rates.1.over", "5", "rates.1.upto", "4")
	o.want(o.post("/admin/shipping/zone", form), 422, `href="#rates.1.price"`, `href="#rates.1.upto"`, `value="12,50"`)
	form.Set("rates.1.method", "")
	form.Del("rates.1.upto")
	o.wantAt(o.post("/admin/shipping/zone", form), "/admin/shipping")
	o.want(o.get("/admin/shipping/zone?id=highlands"), 200, `value="12.50"`, "IV, KW 1")

	tables, err := shipping.New(o.DB).Tables(t.Context())
	o.Must(err)
	offers := tables.Offers(shipping.Destination{Country: "GB", Postcode: "kw1 5ab"}, shipping.Parcel{Grams: 400, Value: orderstest.Euro(7999)})
	if len(offers) != 1 || offers[0].Price != orderstest.Euro(1250) || offers[0].FreeFrom != orderstest.Euro(8000) {
		t.Errorf("offers: %+v", offers)
	}
	o.wantAt(o.post("/admin/shipping/zone", typed("id", "highlands", "remove", "yes")), "/admin/shipping")
	o.want(o.get("/admin/shipping/zone?id=highlands"), 404)
}

func TestAPromotionIsMadeListedAndRemoved(t *testing.T) {
	o := signedIn(t, staff.Merchant)
	o.get("/admin/promotions/edit")
	form := typed("name", "Mug week", "kind", "percentage", "percent", "12.5", "scope", "products", "products", string(orderstest.Mug)+"\nNO-SUCH",
		"from", "2030-01-01T00:00", "until", "2030-01-08T00:00", "limit", "50", "limit_each", "2", "position", "3", "exclusive", "yes")
	o.want(o.post("/admin/promotions", form), 422, `href="#products"`, "Mug week", `value="12.5"`)
	form.Set("products", string(orderstest.Mug))
	o.wantAt(o.post("/admin/promotions", form), "/admin/promotions")
	o.want(o.get("/admin/promotions"), 200, "Mug week", "12.5 %", "none needed", "0 / 50", "TEN")
	all, err := o.Promotions.List(t.Context())
	o.Must(err)
	made := all[len(all)-1]
	if !made.Automatic || !made.Exclusive || made.PPM != 125_000 || made.LimitEach != 2 || len(made.Targets) != 1 {
		t.Errorf("made %+v", made)
	}
	o.want(o.get("/admin/promotions/edit?code="+made.Code), 200, `value="2030-01-08T00:00"`, string(orderstest.Mug), "Remove promotion")

	o.want(o.post("/admin/promotions", typed("code", "ten", "kind", "fixed", "amount", "5", "scope", "everything")), 422, "Another promotion has this code.")
	o.want(o.post("/admin/promotions", typed("was", "TEN", "code", "ELEVEN", "kind", "fixed", "amount", "5", "scope", "everything")), 422, "A code stays as it is")
	o.wantAt(o.post("/admin/promotions", typed("was", made.Code, "remove", "yes")), "/admin/promotions")
	if _, err := o.Promotions.Find(t.Context(), made.Code); !errors.Is(err, promotions.ErrUnknown) {
		t.Errorf("it is still there: %v", err)
	}
}

func TestASaleIsEnteredInTheShopsOwnTime(t *testing.T) {
	o := signedIn(t, staff.Merchant)
	product, err := o.Catalog.Product(t.Context(), "harbour-mug")
	o.Must(err)
	path := "/admin/products/" + product.ID + "/sale"
	o.want(o.get(path), 200, "Regularly €18.00", "Europe/Dublin")
	sale := func(price, from, until string) url.Values {
		return typed("sales.0.sku", string(orderstest.Mug), "sales.0.price", price, "sales.0.from", from, "sales.0.until", until)
	}
	// Clocks go forward on 31 March 2030, 1:00, and back on 27 October, 2:00.
	for wrong, form := range map[string]url.Values{
		"This time does not come":   sale("15", "2030-03-31T01:30", "2030-04-07T00:00"),
		"below the regular one":     sale("18", "2030-03-31T00:00", "2030-04-07T00:00"),
		"comes after the beginning": sale("15", "2030-03-31T00:00", "2030-03-31T00:00"),
		"Enter a day and a time":    sale("15", "", "2030-03-31T00:00"),
		"Enter an amount such as":   sale("cheap", "2030-03-30T00:00", "2030-03-31T00:00"),
	} {
		o.want(o.post(path, form), 422, wrong)
	}
	o.wantAt(o.post(path, sale("15,50", "2030-03-30T00:00", "2030-04-01T00:00")), "/admin/products/"+product.ID)
	o.wantSale(time.Date(2030, 3, 30, 0, 0, 0, 0, time.UTC), time.Date(2030, 3, 31, 23, 0, 0, 0, time.UTC))
	o.want(o.get(path), 200, `value="2030-04-01T00:00"`, `value="15.50"`)

	// 1:30 comes twice: a sale begins at the first, and ends at the second.
	o.wantAt(o.post(path, sale("15", "2030-10-27T01:30", "2030-10-28T00:00")), "/admin/products/"+product.ID)
	o.wantSale(time.Date(2030, 10, 27, 0, 30, 0, 0, time.UTC), time.Date(2030, 10, 28, 0, 0, 0, 0, time.UTC))
	o.wantAt(o.post(path, sale("15", "2030-10-26T00:00", "2030-10-27T01:30")), "/admin/products/"+product.ID)
	o.wantSale(time.Date(2030, 10, 25, 23, 0, 0, 0, time.UTC), time.Date(2030, 10, 27, 1, 30, 0, 0, time.UTC))

	o.wantAt(o.post(path, sale("", "", "")), "/admin/products/"+product.ID)
	terms, err := o.Pricing.Terms(t.Context(), []sku.SKU{orderstest.Mug})
	if err != nil || terms[0].Sale != nil {
		t.Errorf("it is still on sale: %+v, %v", terms, err)
	}
}

// wantSays sees that the page that a form led to says so.
func (o *office) wantSays(text string) {
	o.T.Helper()
	if !strings.Contains(o.page, text) {
		o.T.Errorf("the page does not say %q", text)
	}
}

func (o *office) wantSale(from, until time.Time) {
	o.T.Helper()
	terms, err := o.Pricing.Terms(o.T.Context(), []sku.SKU{orderstest.Mug})
	o.Must(err)
	if sale := terms[0].Sale; sale == nil || !sale.From.Equal(from) || !sale.Until.Equal(until) {
		o.T.Errorf("sale %+v, want from %s until %s", sale, from, until)
	}
}

func TestTheCurrencyStaysOnceAnythingHasAPrice(t *testing.T) {
	o := signedIn(t, staff.Merchant)
	o.want(o.get("/admin/law"), 200, "Place order and pay", `value="14"`)
	form := typed("version", "1", "currency", "EUR", "country", "DE", "prices_include_tax", "yes", "home_rates", "yes",
		"withdrawal", "yes", "withdrawal_days", "30", "pay_button", "yes")
	wrong := typed("version", "1", "currency", "CHF", "country", "DE", "withdrawal_days", "14")
	o.want(o.post("/admin/law", wrong), 422, `href="#currency"`, "not converted")
	wrong.Set("currency", "EUR")
	wrong.Set("withdrawal", "yes")
	wrong.Set("withdrawal_days", "7")
	wrong.Set("consent", "yes")
	o.want(o.post("/admin/law", wrong), 422, `href="#withdrawal_days"`, `href="#terms_page"`)
	o.wantAt(o.post("/admin/law", form), "/admin/law")
	now := o.settings()
	if now.Country != "DE" || !now.HomeRates || now.Law.WithdrawalDays != 30 || now.Law.Consent || now.Law.LowestPrice {
		t.Errorf("saved %+v", now)
	}
	if now.Name != "Test shop" {
		t.Error("what the form does not show is gone")
	}
}

func TestSellingIsSeenByAllAndDecidedByWhoMay(t *testing.T) {
	o := signedIn(t, staff.Viewer)
	for _, path := range []string{"/admin/selling", "/admin/taxes", "/admin/shipping", "/admin/promotions", "/admin/law", "/admin/taxes/zone?id=ie", "/admin/shipping/zone?id=ie"} {
		o.want(o.get(path), 200)
		o.wantNot(">Save<")
	}
	for _, path := range []string{"/admin/taxes/european", "/admin/taxes/zone", "/admin/shipping/methods", "/admin/shipping/zone", "/admin/promotions", "/admin/law"} {
		o.want(o.post(path, typed("eu", "yes", "name", "x")), 403)
	}
}
