package catalog

// ProductChanged says that products were made, changed, shown, hidden or
// removed: one, or many at once.
type ProductChanged struct {
	Product  string   `json:",omitempty"`
	Products []string `json:",omitempty"`
}

// EventName names the event.
func (ProductChanged) EventName() string { return "catalog.product_changed" }

// All returns the ids of the products.
func (e ProductChanged) All() []string {
	if e.Product == "" {
		return e.Products
	}
	return append([]string{e.Product}, e.Products...)
}
