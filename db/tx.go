package db

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"
)

// Tx is one running transaction. It lives no longer than the function that it
// was given to.
type Tx struct {
	gorm *gorm.DB
	db   *DB
	ctx  context.Context

	outbox []delivery
	tags   []string
}

// Gorm returns the handle that reads and writes inside the transaction.
func (tx *Tx) Gorm() *gorm.DB { return tx.gorm }

// Context is the writer's, with its values; on SQLite, where it shares a
// transaction with others, without its cancellation.
func (tx *Tx) Context() context.Context { return tx.ctx }

// Announce tells every process, once the transaction has committed, that what
// is known under tags has changed: snapshots reload, cached pages go.
func (tx *Tx) Announce(tags ...string) { tx.tags = append(tx.tags, tags...) }

// flush writes what the transaction publishes.
func (tx *Tx) flush() error {
	if err := tx.db.insert(tx); err != nil {
		return fmt.Errorf("write the outbox: %w", err)
	}
	if err := tx.writeAnnouncement(); err != nil {
		return fmt.Errorf("write the announcement: %w", err)
	}
	return nil
}

func (tx *Tx) deliver(to string, payload any, opts deliveryOptions) error {
	body, err := json.Marshal(payload)
	if err != nil {
		return fmt.Errorf("encode for %s: %w", to, err)
	}
	tx.outbox = append(tx.outbox, delivery{To: to, Payload: body, options: opts})
	return nil
}

// sqlTx returns the transaction below GORM's.
func (tx *Tx) sqlTx() *sql.Tx {
	pool := tx.gorm.Statement.ConnPool
	if prepared, ok := pool.(*gorm.PreparedStmtTX); ok {
		pool = prepared.Tx
	}
	return pool.(*sql.Tx)
}
