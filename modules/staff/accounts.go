package staff

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"

	"holdfast/db"
	"holdfast/modules/audit"
	"holdfast/modules/credentials"
	"holdfast/modules/staff/internal/store"
)

// minPassword: NIST SP 800-63B asks for 15 characters where nothing else is
// asked, OWASP ASVS for 12.
const minPassword = 12

// Add adds an operator, in actor's name, and returns a password that opens the
// account once: another one has to be chosen then. Faults: ErrEmail, ErrRole,
// ErrTaken, ErrBusy.
func (s *Service) Add(ctx context.Context, email string, role Role, actor string) (oneTimePassword string, err error) {
	text := strings.ToLower(rand.Text()[:20]) // 100 bits, in five groups to copy by hand
	var groups []string
	for ; len(text) > 0; text = text[4:] {
		groups = append(groups, text[:4])
	}
	oneTimePassword = strings.Join(groups, "-")
	if err := s.add(ctx, email, oneTimePassword, role, true, actor); err != nil {
		return "", err
	}
	return oneTimePassword, nil
}

// AddWithPassword adds an operator whose password is known already. Faults:
// ErrEmail, ErrRole, ErrWeak, ErrTaken, ErrBusy.
func (s *Service) AddWithPassword(ctx context.Context, email, password string, role Role, actor string) error {
	if !fit(password, email) {
		return ErrWeak
	}
	return s.add(ctx, email, password, role, false, actor)
}

func (s *Service) add(ctx context.Context, email, password string, role Role, mustChange bool, actor string) error {
	email, err := normalise(email)
	if err != nil {
		return err
	}
	if !role.Known() {
		return ErrRole
	}
	hash, err := s.secrets.Hash(ctx, password)
	if err != nil {
		return err
	}
	row := store.Operator{
		ID: rand.Text(), Email: email, Role: string(role), Password: hash, MustChange: mustChange,
		Stamp: 1, CreatedAt: s.now(),
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		err := s.store.Add(tx, row)
		if db.IsDuplicate(err) {
			return ErrTaken
		}
		if err != nil {
			return fmt.Errorf("add operator: %w", err)
		}
		return s.record(tx, actor, "staff.added", row.ID, email+" as "+string(role))
	})
}

// ChangePassword replaces id's password and ends its sessions; the one that
// asked goes on under the Stamp of the operator returned. Faults: ErrUnknown,
// ErrOldPassword, ErrWeak, ErrThrottled, ErrBusy.
func (s *Service) ChangePassword(ctx context.Context, id, old, next string) (Operator, error) {
	row, err := s.store.ByID(ctx, id)
	if db.IsMissing(err) || row.Disabled {
		return Operator{}, ErrUnknown
	}
	if err != nil {
		return Operator{}, fmt.Errorf("read operator %s: %w", id, err)
	}
	if old == next || !fit(next, row.Email) {
		return Operator{}, ErrWeak
	}
	guess := credentials.Change(credentials.Staff, id)
	if err := s.secrets.Claim(ctx, guess); err != nil {
		return Operator{}, err
	}
	if err := s.verify(ctx, old, row.Password, ErrOldPassword); err != nil {
		return Operator{}, err
	}
	hash, err := s.secrets.Hash(ctx, next)
	if err != nil {
		return Operator{}, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		// The old hash in the condition: of two changes at once, one counts.
		changed, err := s.store.SetPassword(tx, id, row.Password, hash)
		if err != nil {
			return fmt.Errorf("change the password of %s: %w", id, err)
		}
		if !changed {
			return ErrOldPassword
		}
		return s.record(tx, row.Email, "staff.password_changed", id, "")
	})
	if err != nil {
		return Operator{}, err
	}
	if err := s.secrets.Forgive(ctx, guess); err != nil {
		return Operator{}, err
	}
	return s.Operator(ctx, id)
}

// SetName sets how id is called. Faults: ErrUnknown.
func (s *Service) SetName(ctx context.Context, id, name, actor string) error {
	name = strings.TrimSpace(name)
	return s.change(ctx, actor, "staff.named", id, name, func(tx *db.Tx) (bool, error) { return s.store.SetName(tx, id, name) })
}

// SetRole gives id another role, and ends its sessions. Faults: ErrRole,
// ErrUnknown, ErrLastOwner.
func (s *Service) SetRole(ctx context.Context, id string, role Role, actor string) error {
	if !role.Known() {
		return ErrRole
	}
	return s.change(ctx, actor, "staff.role_set", id, string(role), func(tx *db.Tx) (bool, error) {
		return s.store.SetRole(tx, id, string(role))
	})
}

// Disable keeps id out from now on. Faults: ErrUnknown, ErrLastOwner.
func (s *Service) Disable(ctx context.Context, id, actor string) error {
	return s.change(ctx, actor, "staff.disabled", id, "", func(tx *db.Tx) (bool, error) {
		return s.store.SetDisabled(tx, id, true)
	})
}

// Enable lets id in again. Faults: ErrUnknown.
func (s *Service) Enable(ctx context.Context, id, actor string) error {
	return s.change(ctx, actor, "staff.enabled", id, "", func(tx *db.Tx) (bool, error) {
		return s.store.SetDisabled(tx, id, false)
	})
}

// change does one audited thing to an operator, and undoes it when it leaves
// the shop without an owner. The owners' rows are locked first: two who demote
// each other at once would otherwise both see the other one still there.
func (s *Service) change(ctx context.Context, actor, what, id, detail string, do func(*db.Tx) (bool, error)) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		before, err := s.store.Owners(tx)
		if err != nil {
			return fmt.Errorf("count owners: %w", err)
		}
		found, err := do(tx)
		if err != nil {
			return fmt.Errorf("%s of %s: %w", what, id, err)
		}
		if !found {
			return ErrUnknown
		}
		after, err := s.store.Owners(tx)
		if err != nil {
			return fmt.Errorf("count owners: %w", err)
		}
		if before > 0 && after == 0 {
			return ErrLastOwner
		}
		return s.record(tx, actor, what, id, detail)
	})
}

func (s *Service) record(tx *db.Tx, actor, what, id, detail string) error {
	return s.audit.Record(tx, audit.Entry{Who: actor, What: what, Subject: "operator:" + id, Detail: detail})
}

// normalise returns the one form of an e-mail that the shop keeps. Faults: ErrEmail.
func normalise(email string) (string, error) {
	email, ok := credentials.Email(email)
	if !ok {
		return "", ErrEmail
	}
	return email, nil
}

func fit(password, email string) bool {
	return credentials.Policy{Shortest: minPassword}.Weakness(password, email) == ""
}
