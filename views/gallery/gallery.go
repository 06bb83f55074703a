// Package gallery shows every component in every state, and every page, to
// those who build the shop. The shop itself does not serve it.
package gallery

import (
	"github.com/a-h/templ"

	"holdfast/views/gallery/fixture"
	"holdfast/views/storefront"
	"holdfast/views/ui"
)

// Pages returns the pages of the shop by the path they are shown at.
func Pages() map[string]templ.Component {
	return map[string]templ.Component{
		"/":               storefront.Home(fixture.Home()),
		"/category":       storefront.Category(fixture.Category()),
		"/search":         storefront.Search(fixture.Found()),
		"/search-nothing": storefront.Search(fixture.NotFound()),
		"/product":        storefront.Product(fixture.Product()),
		"/product-out":    storefront.Product(fixture.SoldOut()),
		"/cart":           storefront.Cart(fixture.Cart()),
		"/cart-empty":     storefront.Cart(fixture.EmptyCart()),
		"/checkout":       storefront.Checkout(fixture.Checkout()),
		"/checkout-wrong": storefront.Checkout(fixture.WrongCheckout()),
		"/order":          storefront.Order(fixture.Order()),
		"/testpay":        storefront.TestPay(fixture.TestPay()),
		"/content":        storefront.Content(fixture.Content()),
		"/404":            storefront.Error(fixture.Error(404)),
		"/500":            storefront.Error(fixture.Error(500)),
		"/busy":           storefront.Busy(storefront.BusyPage{ShopName: "Northquay General Store"}),
		"/gallery":        Components(fixture.Frame("Components"), ui.Examples()),
	}
}
