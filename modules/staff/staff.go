// Package staff knows who runs the shop: operators, their roles, how they sign in.
//
//	may sign in = known and not disabled and the password fits and not throttled
//
// Whoever is refused learns nothing else: the answer, and the time it takes, are
// the same for an unknown e-mail, a wrong password and a disabled account.
// Guessing is slowed down by account and by address, with windows that grow and
// always end: nobody can lock an operator out for good.
package staff

import (
	"context"
	"fmt"

	"holdfast/db"
	"holdfast/modules/audit"
	"holdfast/modules/credentials"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/staff/internal/store"
)

// The faults of the module.
var (
	ErrSignIn      = fault.New(fault.Invalid, "The e-mail or the password is wrong.")
	ErrThrottled   = credentials.ErrThrottled
	ErrBusy        = credentials.ErrBusy
	ErrTaken       = fault.New(fault.Conflict, "There is an operator with this e-mail already.")
	ErrUnknown     = fault.New(fault.NotFound, "There is no such operator.")
	ErrLastOwner   = fault.New(fault.Conflict, "A shop needs an owner. Make somebody else one first.")
	ErrRole        = fault.InvalidFields(fault.Field{Name: "role", Message: "Choose a role."})
	ErrEmail       = fault.InvalidFields(fault.Field{Name: "email", Message: "Enter an e-mail address in the form name@example.com."})
	ErrWeak        = fault.InvalidFields(fault.Field{Name: "password", Message: "Use 12 to 128 characters, not the e-mail, not the old password, and not one that many people use."})
	ErrOldPassword = fault.InvalidFields(fault.Field{Name: "old_password", Message: "This is not your present password."})
)

// Operator is one of the people who run the shop.
type Operator struct {
	ID       string
	Email    string
	Name     string
	Role     Role
	Disabled bool
	// MustChange says that the password was given by somebody else: nothing but
	// choosing another one is allowed.
	MustChange bool
	// Stamp changes with the password, the role and being disabled: a session
	// that was made under another one has ended.
	Stamp int64
}

// Service is the staff module.
type Service struct {
	db      *db.DB
	store   store.Store
	audit   *audit.Service
	secrets *credentials.Service
	now     clock.Clock
}

// New returns the module on database d; passwords are secrets' to keep safe.
func New(d *db.DB, log *audit.Service, secrets *credentials.Service, now clock.Clock) *Service {
	return &Service{db: d, store: store.New(d), audit: log, secrets: secrets, now: now}
}

// Any reports whether the shop has an operator at all.
func (s *Service) Any(ctx context.Context) (bool, error) {
	any, err := s.store.Any(ctx)
	if err != nil {
		return false, fmt.Errorf("look for an operator: %w", err)
	}
	return any, nil
}

// Operator returns the operator with id, a disabled one included. Faults: ErrUnknown.
func (s *Service) Operator(ctx context.Context, id string) (Operator, error) {
	row, err := s.store.ByID(ctx, id)
	if db.IsMissing(err) {
		return Operator{}, ErrUnknown
	}
	if err != nil {
		return Operator{}, fmt.Errorf("read operator %s: %w", id, err)
	}
	return operator(row), nil
}

// Operators returns all of them by e-mail.
func (s *Service) Operators(ctx context.Context) ([]Operator, error) {
	rows, err := s.store.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list operators: %w", err)
	}
	all := make([]Operator, len(rows))
	for i, row := range rows {
		all[i] = operator(row)
	}
	return all, nil
}

func operator(row store.Operator) Operator {
	return Operator{
		ID: row.ID, Email: row.Email, Name: row.Name, Role: Role(row.Role), Disabled: row.Disabled,
		MustChange: row.MustChange, Stamp: row.Stamp,
	}
}
