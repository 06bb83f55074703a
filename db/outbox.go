package db

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"holdfast/modules/kernel/event"
)

// Job is work that is done after the transaction that asked for it, once, or
// again after a fault. Its fields are exported and survive JSON.
type Job interface {
	// JobName is the module and what is to be done, e.g. "media.fetch".
	JobName() string
}

// deliveries knows who hears of what. It is filled while the program is wired
// and only read after Start.
type deliveries struct {
	listeners map[string][]string // by event
	handlers  map[string]func(context.Context, json.RawMessage) error
	periodic  []periodic
	river     *rivers
}

type periodic struct {
	to    string
	every time.Duration
}

// delivery is one message to one listener or worker. It is the outbox's row.
type delivery struct {
	To      string          `json:"to"`
	Payload json.RawMessage `json:"payload"`
	options deliveryOptions
}

type deliveryOptions struct {
	at    time.Time
	queue string // empty: the one of those that are done quickly
}

// Kind is River's name for the row.
func (delivery) Kind() string { return "delivery" }

// JobOption changes when and where a job is worked.
type JobOption func(*deliveryOptions)

// At works the job not before t.
func At(t time.Time) JobOption { return func(o *deliveryOptions) { o.at = t } }

// Slowly works the job in the queue of those that wait for others' machines,
// so that they hold up no mail and no index.
func Slowly(o *deliveryOptions) { o.queue = slowQueue }

// ByMail works the job in the queue of mails: while the mail server is away,
// nothing but mail waits for it.
func ByMail(o *deliveryOptions) { o.queue = mailQueue }

// Listen has hear told of every E, under a name that is kept with the outbox
// and must not change: the module that hears and what it does. hear is
// idempotent, since it is called again after a fault.
func Listen[E event.Event](d *DB, listener string, hear func(context.Context, E) error) {
	var e E
	d.deliveries.listeners[e.EventName()] = append(d.deliveries.listeners[e.EventName()], listener)
	handle(d, listener, hear)
}

// Work has work do each J.
func Work[J Job](d *DB, work func(context.Context, J) error) {
	var j J
	handle(d, j.JobName(), work)
}

// Every has work done at start and then once an interval, by one process of
// all that share the database.
func (d *DB) Every(interval time.Duration, name string, work func(context.Context) error) {
	d.deliveries.periodic = append(d.deliveries.periodic, periodic{name, interval})
	handle(d, name, func(ctx context.Context, _ any) error { return work(ctx) })
}

func handle[P any](d *DB, name string, fn func(context.Context, P) error) {
	if _, taken := d.deliveries.handlers[name]; taken {
		panic("db: two listeners are called " + name)
	}
	d.deliveries.handlers[name] = func(ctx context.Context, body json.RawMessage) error {
		var payload P
		if err := json.Unmarshal(body, &payload); err != nil {
			return fmt.Errorf("decode for %s: %w", name, err)
		}
		return fn(ctx, payload)
	}
}

// Publish tells e to everyone who listens, one delivery each.
func (tx *Tx) Publish(e event.Event) error {
	for _, listener := range tx.db.deliveries.listeners[e.EventName()] {
		if err := tx.deliver(listener, e, deliveryOptions{}); err != nil {
			return err
		}
	}
	return nil
}

// Enqueue has j worked after the commit.
func (tx *Tx) Enqueue(j Job, options ...JobOption) error {
	var o deliveryOptions
	for _, option := range options {
		option(&o)
	}
	return tx.deliver(j.JobName(), j, o)
}
