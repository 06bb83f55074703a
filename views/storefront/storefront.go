// Package storefront holds the pages that shoppers see, and their view models.
//
//	page = what the handler knows, ready to be shown
//
// A view model is plain values: amounts as money, times in the shop's own zone,
// addresses as paths. Nothing here asks a module for anything. A constant that
// names a fragment is the id of the element that htmx replaces with it.
package storefront

// Fragments, by the id of the element they are.
const (
	CartBody         = "cart-body"         // all of the cart page below its heading
	CheckoutDelivery = "checkout-delivery" // what depends on the country: state, shipping, payment
	CheckoutSummary  = "checkout-summary"  // lines and totals beside the form
	CheckoutPlace    = "checkout-place"    // what is ordered, and the button
)

// Paths that forms post to.
const (
	PathCart         = "/cart"
	PathCartAdd      = "/cart/lines"         // sku, quantity
	PathCartUpdate   = "/cart/lines/update"  // sku, quantity
	PathCartRemove   = "/cart/lines/remove"  // sku
	PathCoupon       = "/cart/coupon"        // code
	PathCouponRemove = "/cart/coupon/remove" // code
	PathCheckout     = "/checkout"
	PathDestination  = "/checkout/destination" // the checkout's fields: shown again for another country
	PathWithdraw     = "/withdraw"             // name, number, email, what
)
