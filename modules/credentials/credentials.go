// Package credentials keeps passwords safe, whoever's they are: it hashes them,
// says which are too weak, and slows down who guesses at them.
//
//	a try = a place in the queue, and no key of its attempt has to wait
//
// A key is an account, the address that asks, or both together; each has a
// window of tries that are free, after which it waits 1, 2, 4 … seconds, up to
// its longest. Windows always end, and who has signed in to an account before
// does not wait for what others try on it: nobody can lock anybody out for good.
package credentials

import (
	"context"
	"time"

	"holdfast/db"
	"holdfast/modules/credentials/internal/store"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
)

// The faults of the module.
var (
	ErrThrottled = fault.New(fault.TooMany, "There were too many attempts. Wait a little, and then try again.")
	ErrBusy      = fault.New(fault.Unavailable, "Many people are signing in. Try again in a few seconds.")
)

// Service is the credentials module.
type Service struct {
	*Hasher
	db    *db.DB
	store store.Store
	now   clock.Clock
}

// New returns the module on database d. Everybody's passwords are hashed by
// hasher, so that the shop's operators and its customers share its slots.
func New(d *db.DB, hasher *Hasher, now clock.Clock) *Service {
	s := &Service{Hasher: hasher, db: d, store: store.New(d), now: now}
	d.Every(10*time.Minute, "credentials.forget", s.forget)
	return s
}

// forget removes what has ended, a bounded number of rows at a time: guessing
// from everywhere leaves very many, and others write meanwhile.
func (s *Service) forget(ctx context.Context) error {
	for _, remove := range []func(tx *db.Tx) (more bool, err error){
		func(tx *db.Tx) (bool, error) { return s.store.ForgetAttempts(tx, s.now().Add(-forgetAfter)) },
		func(tx *db.Tx) (bool, error) { return s.store.ForgetKnown(tx, s.now()) },
	} {
		for more := true; more; {
			err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
				more, err = remove(tx)
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}
