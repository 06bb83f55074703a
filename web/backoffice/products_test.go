package backoffice_test

import (
	"net/url"
	"testing"

	"holdfast/modules/catalog"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/orders/orderstest"
	"holdfast/modules/payments"
	"holdfast/modules/staff"
)

// mug opens the mug's page and returns its address.
func (o *office) mug() string {
	o.T.Helper()
	product, err := o.Catalog.Product(o.T.Context(), "harbour-mug")
	o.Must(err)
	path := "/admin/products/" + product.ID
	o.want(o.get(path), 200, "harbour-mug", string(orderstest.Mug))
	return path
}

func (o *office) level(each sku.SKU) inventory.Level {
	o.T.Helper()
	levels, err := o.Inventory.Levels(o.T.Context(), []sku.SKU{each})
	o.Must(err)
	return levels[each]
}

func TestProductsAreFoundByNameAndSKU(t *testing.T) {
	o := signedIn(t, staff.Viewer)
	o.want(o.get("/admin/products"), 200, "harbour-mug", "last-lamp", "€18.00", "Published")
	o.want(o.get("/admin/products?q=LAMP"), 200, "last-lamp")
	o.wantNot("harbour-mug")
	o.want(o.get("/admin/products?q=zeppelin"), 200, "No product matches")
}

func TestAPriceIsSetOrSaidToBeWrong(t *testing.T) {
	o := signedIn(t, staff.Merchant)
	path := o.mug()
	row := func(regular, was string) url.Values {
		return url.Values{"sku_0": {string(orderstest.Mug)}, "regular_0": {regular}, "was_0": {was}}
	}
	o.want(o.post(path+"/prices", row("cheap", "1.234")), 422, `href="#regular_0"`, `value="cheap"`, "Enter the price of MUG-BLUE", `value="1.234"`, "Enter the was-price")
	o.want(o.post(path+"/prices", row("-1", "")), 422, `value="-1"`)
	o.want(o.post(path+"/prices", row("20", "19")), 422, "is above its price")
	if price, err := o.Pricing.Prices(t.Context(), []sku.SKU{orderstest.Mug}); err != nil || price[orderstest.Mug].Amount != orderstest.Euro(1800) {
		t.Fatalf("a refused price holds: %v, %v", price, err)
	}

	o.wantAt(o.post(path+"/prices", row("16,50", "18.00")), path)

	o.want(o.get(path), 200, `value="16.50"`, `value="18.00"`)
	o.wantAudit("pricing.set", "product:"+path[len("/admin/products/"):])
	o.post(path+"/prices", row("16.50", "18.00"))
	o.want(o.get(path), 200, "prices are as they were")
}

func TestStockChangesByWhatWasTypedForAReason(t *testing.T) {
	o := signedIn(t, staff.Merchant)
	path := o.mug()
	row := func(typed, reason string) url.Values {
		return url.Values{"sku_0": {string(orderstest.Mug)}, "seen_0": {"10"}, "on_hand_0": {typed}, "reason": {reason}}
	}
	o.want(o.post(path+"/stock", row("15", "")), 422, "Say why", `value="15"`)
	o.want(o.post(path+"/stock", row("many", "delivery")), 422, "whole number", `value="many"`, `value="delivery"`)
	o.want(o.post(path+"/stock", row("", "delivery")), 422, "whole number")

	sold := o.Buy(payments.CashOnDelivery, orderstest.Mug) // while the form lay open
	o.get("/admin/orders/" + sold.Number)
	o.wantAt(o.post("/admin/orders/"+sold.Number+"/sent", url.Values{}), "/admin/orders/"+sold.Number)
	o.mug()
	o.wantAt(o.post(path+"/stock", row("15", "delivery")), path)

	if level := o.level(orderstest.Mug); level.OnHand != 14 {
		t.Errorf("on hand: got %d, want 14", level.OnHand)
	}
	o.want(o.get(path), 200, "delivery", mara, "+5", "−1")
	o.wantAudit("inventory.counted", "product:"+path[len("/admin/products/"):])
}

func TestAProductIsHiddenPublishedAndMoved(t *testing.T) {
	o := signedIn(t, staff.Merchant)
	path := o.mug()

	o.wantAt(o.post(path+"/status", url.Values{"status": {"hidden"}}), path)
	o.want(o.get(path), 200, "Hidden", "Publish")
	o.wantAt(o.post(path+"/status", url.Values{"status": {"published"}}), path)

	o.want(o.post(path+"/address", url.Values{"slug": {"Harbour Mug"}}), 422, "small letters", `value="Harbour Mug"`)
	o.want(o.post(path+"/address", url.Values{"slug": {"last-lamp"}}), 422, catalog.ErrSlugTaken.Message)
	o.wantAt(o.post(path+"/address", url.Values{"slug": {"quay-mug"}}), path)
	if now, ok, err := o.Catalog.Redirected(t.Context(), catalog.KindProduct, "harbour-mug"); err != nil || !ok || now != "quay-mug" {
		t.Errorf("the old address leads to %q, %v, %v", now, ok, err)
	}
	o.want(o.get(path), 200, `href="/products/quay-mug"`)
}

func TestAViewerChangesNoProduct(t *testing.T) {
	o := signedIn(t, staff.Viewer)
	path := o.mug()
	o.wantNot("Save prices", "Save stock", ">Publish<", ">Hide<")
	for _, form := range []string{"/prices", "/stock", "/status", "/address"} {
		o.want(o.post(path+form, url.Values{"status": {"hidden"}, "slug": {"x"}}), 403)
		o.get(path)
	}
}
