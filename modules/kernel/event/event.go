// Package event says what an event is: a fact of the past, told by one module
// to whichever others listen, in ids and values.
package event

// Event is told through the outbox: it is kept with the writer's own
// transaction, delivered once for each listener, and again after a fault.
// Its fields are exported and survive JSON.
type Event interface {
	// EventName is the module and what happened, e.g. "orders.placed".
	EventName() string
}
