package customers

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"holdfast/db"
	"holdfast/modules/customers/internal/store"
)

// Kind is what a letter to a customer is about.
type Kind string

// The kinds. The first three are also what a link does.
const (
	Opening   Kind = "opening"    // open an account
	Reset     Kind = "reset"      // choose another password
	NewEmail  Kind = "email"      // prove another address
	OpenTwice Kind = "open_twice" // somebody wanted to open an account that is there
	NewTaken  Kind = "new_taken"  // somebody wanted to use the address of an account that is there
	NoAccount Kind = "no_account" // somebody wanted another password where no account is
)

// Letter is what a mail with a link says.
type Letter struct {
	Kind   Kind
	To     string
	Name   string // may be empty
	Locale string
	Link   string // the secret part; empty where the mail has no link
}

// ask keeps a link and has it sent. What a link does is decided when it is
// written and when it is used: keeping it takes as long for everybody.
func (s *Service) ask(ctx context.Context, row store.Link, works time.Duration) error {
	row.ID, row.ExpiresAt = db.NewID(), s.now().Add(works)
	row.Hash = hashOf(derive(s.keys[0], row.ID))
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := s.store.AddLink(tx, row); err != nil {
			return fmt.Errorf("keep a link: %w", err)
		}
		return tx.Publish(LinkAsked{row.ID})
	})
}

// Letter returns what the mail with a link says. Who asks for another password
// and has no account is told so by mail: whether there is one shows neither in
// the answer nor in what is done for it. There is none for a customer who is
// kept out. Faults: ErrUnknown.
func (s *Service) Letter(ctx context.Context, link string) (Letter, error) {
	row, err := s.store.Link(ctx, "id", link, s.now())
	if db.IsMissing(err) {
		return Letter{}, ErrUnknown
	}
	if err != nil {
		return Letter{}, fmt.Errorf("read a link: %w", err)
	}
	known, err := s.store.ByEmail(ctx, row.Email)
	if err != nil && !db.IsMissing(err) {
		return Letter{}, fmt.Errorf("read a customer: %w", err)
	}
	l := Letter{Kind: Kind(row.Kind), To: row.Email, Name: known.Name, Locale: row.Locale, Link: s.secret(row)}
	switch exists := err == nil; {
	case l.Kind == Opening && exists:
		l.Kind, l.Link = OpenTwice, ""
	case l.Kind == NewEmail && exists:
		l.Kind, l.Link = NewTaken, ""
	case l.Kind == Reset && !exists:
		l.Kind, l.Link = NoAccount, ""
	case l.Kind == Reset && known.Disabled:
		return Letter{}, ErrUnknown
	}
	return l, nil
}

// secret derives a link's secret part again, with the key that it was made with.
func (s *Service) secret(row store.Link) string {
	for _, key := range s.keys {
		if secret := derive(key, row.ID); hashOf(secret) == row.Hash {
			return secret
		}
	}
	return ""
}

// find returns the link of a kind whose secret part is secret. Faults: ErrLink.
func (s *Service) find(ctx context.Context, kind Kind, secret string) (store.Link, error) {
	row, err := s.store.Link(ctx, "hash", hashOf(strings.TrimSpace(secret)), s.now())
	if db.IsMissing(err) || err == nil && row.Kind != string(kind) {
		return store.Link{}, ErrLink
	}
	if err != nil {
		return store.Link{}, fmt.Errorf("read a link: %w", err)
	}
	return row, nil
}

// take uses a link up. Faults: ErrLink.
func (s *Service) take(tx *db.Tx, row store.Link) error {
	taken, err := s.store.TakeLink(tx, row.ID, s.now())
	if err != nil {
		return fmt.Errorf("use a link up: %w", err)
	}
	if !taken {
		return ErrLink
	}
	return nil
}

func (s *Service) forgetLinks(ctx context.Context) error {
	for more := true; more; {
		err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
			more, err = s.store.ForgetLinks(tx, s.now())
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// derive makes a link's secret part of its id: 130 bits that nobody else can.
func derive(key []byte, id string) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("customers link:" + id))
	return base32.StdEncoding.EncodeToString(mac.Sum(nil))[:26]
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
