package store

import (
	"time"

	"holdfast/db"
)

// CountAttempt counts one more for key, from 1 again when the last one was
// before forget, and returns how many there are now. While key has to wait it
// counts nothing and allowed is false. The row stays locked until tx ends.
func (Store) CountAttempt(tx *db.Tx, key string, now, forget time.Time) (attempts int, allowed bool, err error) {
	var counts []int
	err = tx.Gorm().Raw(`INSERT INTO staff_attempts (key, attempts, wait_until, last_at) VALUES (?, 1, ?, ?)
		ON CONFLICT (key) DO UPDATE SET
			attempts = CASE WHEN staff_attempts.last_at < ? THEN 1 ELSE staff_attempts.attempts + 1 END,
			last_at = excluded.last_at
		WHERE staff_attempts.wait_until <= ?
		RETURNING attempts`, key, now, now, forget, now).Scan(&counts).Error
	if err != nil || len(counts) == 0 {
		return 0, false, err
	}
	return counts[0], true, nil
}

// Wait has key wait until then.
func (Store) Wait(tx *db.Tx, key string, until time.Time) error {
	return tx.Gorm().Exec("UPDATE staff_attempts SET wait_until = ? WHERE key = ?", until, key).Error
}

// Forgive takes back the last attempt of key, or with keep false all of them.
func (Store) Forgive(tx *db.Tx, key string, keep bool) error {
	if keep {
		return tx.Gorm().Exec("UPDATE staff_attempts SET attempts = attempts - 1, wait_until = last_at WHERE key = ? AND attempts > 0", key).Error
	}
	return tx.Gorm().Exec("DELETE FROM staff_attempts WHERE key = ?", key).Error
}

// ForgetAttempts removes the keys whose last attempt was before then.
func (Store) ForgetAttempts(tx *db.Tx, before time.Time) error {
	return tx.Gorm().Exec("DELETE FROM staff_attempts WHERE last_at < ?", before).Error
}
