package jsonld_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"holdfast/modules/kernel/money"
	"holdfast/views/jsonld"
	"holdfast/views/ui"
)

func TestAProductIsDescribedAndCannotEndItsElement(t *testing.T) {
	out := jsonld.All(
		jsonld.Product(jsonld.Offer{Name: "</script><b>Mug", SKU: "M-1", URL: "https://shop.example/products/mug", Price: money.New(1250, "EUR"), InStock: true}),
		jsonld.Breadcrumbs("https://shop.example", []ui.Link{{Href: "/", Text: "Home"}}, "Mug", "/products/mug"),
	)

	var parts []struct {
		Type   string `json:"@type"`
		Offers struct{ Price, PriceCurrency, Availability string }
		Items  []struct{ Item string } `json:"itemListElement"`
	}
	if err := json.Unmarshal(out, &parts); err != nil || len(parts) != 2 {
		t.Fatalf("%v: %s", err, out)
	}
	if bytes.Contains(out, []byte("</")) {
		t.Errorf("ends its element: %s", out)
	}
	if o := parts[0].Offers; o.Price != "12.50" || o.PriceCurrency != "EUR" || o.Availability != "https://schema.org/InStock" {
		t.Errorf("offer: %+v", o)
	}
	if items := parts[1].Items; len(items) != 2 || items[1].Item != "https://shop.example/products/mug" {
		t.Errorf("way: %+v", items)
	}
}
