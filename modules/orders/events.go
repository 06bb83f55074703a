package orders

// OrderPlaced says that somebody has bought something.
type OrderPlaced struct{ Order, Number string }

// EventName names the event.
func (OrderPlaced) EventName() string { return "orders.placed" }

// OrderPaid says that the money for an order has come and its stock is certain.
type OrderPaid struct{ Order, Number string }

// EventName names the event.
func (OrderPaid) EventName() string { return "orders.paid" }

// OrderCanceled says that an order will not be sent, and why.
type OrderCanceled struct{ Order, Number, Reason string }

// EventName names the event.
func (OrderCanceled) EventName() string { return "orders.canceled" }

// OrderSent says that an order is on its way: it is marked so, and can no longer
// be canceled.
type OrderSent struct{ Order, Number string }

// EventName names the event.
func (OrderSent) EventName() string { return "orders.sent" }

// OrderRevived says that money has come for an order that was canceled because
// it had not, and that it is paid now.
type OrderRevived struct{ Order, Number string }

// EventName names the event.
func (OrderRevived) EventName() string { return "orders.revived" }
