package sessions

import (
	"context"
	"time"

	"holdfast/db"
)

// rows is the table in PostgreSQL.
type rows struct{ db *db.DB }

func (r rows) read(ctx context.Context, key string, now time.Time) (entry, bool, error) {
	var found []struct {
		Data      []byte
		ExpiresAt *time.Time
	}
	err := r.db.Read(ctx).Raw("SELECT data, expires_at FROM session_entries WHERE id = ? AND (expires_at IS NULL OR expires_at > ?)",
		key, now).Scan(&found).Error
	if err != nil || len(found) == 0 {
		return entry{}, false, err
	}
	e := entry{data: found[0].Data}
	if found[0].ExpiresAt != nil {
		e.expires = *found[0].ExpiresAt
	}
	return e, true, nil
}

func (r rows) write(ctx context.Context, key string, e entry) error {
	var expires *time.Time
	if !e.expires.IsZero() {
		expires = &e.expires
	}
	return r.exec(ctx, `INSERT INTO session_entries (id, data, expires_at) VALUES (?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at`, key, e.data, expires)
}

func (r rows) remove(ctx context.Context, key string) error {
	return r.exec(ctx, "DELETE FROM session_entries WHERE id = ?", key)
}

func (r rows) removeAll(ctx context.Context) error {
	return r.exec(ctx, "DELETE FROM session_entries")
}

// sweep passes over what another process removes at the same time.
func (r rows) sweep(ctx context.Context, now time.Time, limit int) (n int64, err error) {
	err = r.db.Write(ctx, func(tx *db.Tx) error {
		deleted := tx.Gorm().Exec(`DELETE FROM session_entries WHERE id IN (
			SELECT id FROM session_entries WHERE expires_at <= ? LIMIT ? FOR UPDATE SKIP LOCKED)`, now, limit)
		n = deleted.RowsAffected
		return deleted.Error
	})
	return n, err
}

func (r rows) close() error { return nil } // the shop's database is closed by who opened it

func (r rows) exec(ctx context.Context, statement string, values ...any) error {
	return r.db.Write(ctx, func(tx *db.Tx) error { return tx.Gorm().Exec(statement, values...).Error })
}
