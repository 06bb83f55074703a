package catalog

// ProductChanged says that a product was made, changed, shown or hidden.
type ProductChanged struct{ Product string }

// EventName names the event.
func (ProductChanged) EventName() string { return "catalog.product_changed" }
