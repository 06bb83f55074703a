// Package store keeps what slows guessing down in credentials_attempts, and
// where accounts were signed in from in credentials_known.
package store

import (
	"time"

	"holdfast/db"
)

// batch is how many rows are removed at once.
const batch = 2000

// Store reads and writes attempts.
type Store struct{ db *db.DB }

// New returns the store on d.
func New(d *db.DB) Store { return Store{d} }

// CountAttempt counts one more for key, from 1 again when the last one was
// before forget, and returns how many there are now. While key has to wait it
// counts nothing and allowed is false. The row stays locked until tx ends.
func (Store) CountAttempt(tx *db.Tx, key string, now, forget time.Time) (attempts int, allowed bool, err error) {
	var counts []int
	err = tx.Gorm().Raw(`INSERT INTO credentials_attempts (key, attempts, wait_until, last_at) VALUES (?, 1, ?, ?)
		ON CONFLICT (key) DO UPDATE SET
			attempts = CASE WHEN credentials_attempts.last_at < ? THEN 1 ELSE credentials_attempts.attempts + 1 END,
			last_at = excluded.last_at
		WHERE credentials_attempts.wait_until <= ?
		RETURNING attempts`, key, now, now, forget, now).Scan(&counts).Error
	if err != nil || len(counts) == 0 {
		return 0, false, err
	}
	return counts[0], true, nil
}

// Wait has key wait until then.
func (Store) Wait(tx *db.Tx, key string, until time.Time) error {
	return tx.Gorm().Exec("UPDATE credentials_attempts SET wait_until = ? WHERE key = ?", until, key).Error
}

// Forgive takes back the last attempt of key, or with keep false all of them.
func (Store) Forgive(tx *db.Tx, key string, keep bool) error {
	if keep {
		return tx.Gorm().Exec("UPDATE credentials_attempts SET attempts = attempts - 1, wait_until = last_at WHERE key = ? AND attempts > 0", key).Error
	}
	return tx.Gorm().Exec("DELETE FROM credentials_attempts WHERE key = ?", key).Error
}

// ForgetAttempts removes keys whose last attempt was before then, and reports
// whether there may be more of them.
func (Store) ForgetAttempts(tx *db.Tx, before time.Time) (more bool, err error) {
	d := tx.Gorm().Exec("DELETE FROM credentials_attempts WHERE key IN (SELECT key FROM credentials_attempts WHERE last_at < ? LIMIT ?)", before, batch)
	return d.RowsAffected == batch, d.Error
}

// IsKnown reports whether key was put on record, and not too long ago.
func (Store) IsKnown(tx *db.Tx, key string, now time.Time) (bool, error) {
	if key == "" {
		return false, nil
	}
	var found []string
	err := tx.Gorm().Raw("SELECT key FROM credentials_known WHERE key = ? AND until > ?", key, now).Scan(&found).Error
	return len(found) > 0, err
}

// Know puts key on record.
func (Store) Know(tx *db.Tx, key string, until time.Time) error {
	return tx.Gorm().Exec(`INSERT INTO credentials_known (key, until) VALUES (?, ?)
		ON CONFLICT (key) DO UPDATE SET until = excluded.until`, key, until).Error
}

// ForgetKnown removes records that ended before now, and reports whether there
// may be more of them.
func (Store) ForgetKnown(tx *db.Tx, now time.Time) (more bool, err error) {
	d := tx.Gorm().Exec("DELETE FROM credentials_known WHERE key IN (SELECT key FROM credentials_known WHERE until < ? LIMIT ?)", now, batch)
	return d.RowsAffected == batch, d.Error
}
