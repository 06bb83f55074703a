package sessions

import (
	"context"
	"fmt"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"holdfast/db"
	"holdfast/modules/kernel/clock"
)

// Book is what the shop's database knows of sessions, wherever they are kept:
//
//	session_signins: where a customer is signed in, to be listed and ended
//	session_ended:   which sessions are over, though their storage may know better
//
// A storage that was away while somebody signed out, or came back from a copy,
// still has their session. So an end is written here, too, and rules.
//
// Asking the database at each request would cost what the storage is there to
// save. A session says when it was last known to go on: since then every end
// was heard here, for as long as Remembered; only who was away for longer is
// looked up.
type Book struct {
	db    *db.DB
	now   clock.Clock
	heard *heard
}

// SignIn is one session of an owner. It is an alias, so that web's sessions may
// have the same type without knowing the database.
type SignIn = struct {
	ID, Owner, Agent, Network string
	Began, Seen, Expires      time.Time
}

// sweepBook is how often the book forgets what has expired.
const sweepBook = time.Hour

// NewBook returns the book in d, whose workers have not been started yet.
func NewBook(d *db.DB, now clock.Clock) *Book {
	b := &Book{db: d, now: now, heard: newHeard(now)}
	d.OnAnnounce(b.heard.hear)
	d.Every(sweepBook, "session.sweep", b.sweep)
	return b
}

// Begin writes down that s begins, in the place of the session instead, which
// ends; instead may be empty.
func (b *Book) Begin(ctx context.Context, s SignIn, instead string) error {
	err := b.db.Write(ctx, func(tx *db.Tx) error {
		if instead != "" {
			if err := end(tx, s.Expires, instead); err != nil {
				return err
			}
		}
		return tx.Gorm().Exec(`INSERT INTO session_signins (id, owner, agent, network, began_at, seen_at, expires_at)
			VALUES (?, ?, ?, ?, ?, ?, ?)`, s.ID, s.Owner, s.Agent, s.Network, s.Began, s.Seen, s.Expires).Error
	})
	if err != nil {
		return fmt.Errorf("note a sign-in: %w", err)
	}
	return nil
}

// Seen writes down that the session id was used at seen and may go on until
// expires.
func (b *Book) Seen(ctx context.Context, id string, seen, expires time.Time) error {
	err := b.db.Write(ctx, func(tx *db.Tx) error {
		return tx.Gorm().Exec("UPDATE session_signins SET seen_at = ?, expires_at = ? WHERE id = ?", seen, expires, id).Error
	})
	if err != nil {
		return fmt.Errorf("note that a session goes on: %w", err)
	}
	return nil
}

// Of returns where owner is signed in, the latest first.
func (b *Book) Of(ctx context.Context, owner string) ([]SignIn, error) {
	var rows []struct {
		ID, Agent, Network         string
		BeganAt, SeenAt, ExpiresAt time.Time
	}
	err := b.db.Read(ctx).Raw(`SELECT id, agent, network, began_at, seen_at, expires_at FROM session_signins
		WHERE owner = ? AND expires_at > ? ORDER BY seen_at DESC, id LIMIT 100`, owner, b.now()).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list the sessions of %s: %w", owner, err)
	}
	list := make([]SignIn, len(rows))
	for i, r := range rows {
		list[i] = SignIn{ID: r.ID, Owner: owner, Agent: r.Agent, Network: r.Network,
			Began: r.BeganAt.UTC(), Seen: r.SeenAt.UTC(), Expires: r.ExpiresAt.UTC()}
	}
	return list, nil
}

// End ends sessions, of whoever they are. It is remembered until they would
// have expired by themselves.
func (b *Book) End(ctx context.Context, until time.Time, ids ...string) error {
	err := b.db.Write(ctx, func(tx *db.Tx) error { return end(tx, until, ids...) })
	if err != nil {
		return fmt.Errorf("note the end of a session: %w", err)
	}
	return nil
}

func end(tx *db.Tx, until time.Time, ids ...string) error {
	for _, id := range ids {
		if err := tx.Gorm().Exec("DELETE FROM session_signins WHERE id = ?", id).Error; err != nil {
			return err
		}
		err := tx.Gorm().Exec("INSERT INTO session_ended (id, expires_at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING", id, until).Error
		if err != nil {
			return err
		}
		tx.Announce(announced + id)
	}
	return nil
}

// Forget removes what is kept of where whoever was called owner, or owner and a
// slash and more, was signed in. It ends no session: there is nobody left to be.
func (b *Book) Forget(ctx context.Context, owner string) error {
	err := b.db.Write(ctx, func(tx *db.Tx) error {
		more := owner + "/"
		return tx.Gorm().Exec("DELETE FROM session_signins WHERE owner = ? OR substr(owner, 1, ?) = ?", owner, utf8.RuneCountInString(more), more).Error
	})
	if err != nil {
		return fmt.Errorf("forget the sessions of %s: %w", owner, err)
	}
	return nil
}

// Ended reports whether the session id, known at checked to go on, is over. It
// is certain without asking the database when little time has passed since.
func (b *Book) Ended(ctx context.Context, id string, checked time.Time) (over, asked bool, err error) {
	over, certain := b.heard.of(id, checked)
	if over || certain {
		return over, false, nil
	}
	err = b.db.Read(ctx).Raw("SELECT EXISTS (SELECT 1 FROM session_ended WHERE id = ?)", id).Scan(&over).Error
	if err != nil {
		return false, true, fmt.Errorf("ask whether a session is over: %w", err)
	}
	return over, true, nil
}

func (b *Book) sweep(ctx context.Context) error {
	for _, table := range []string{"session_signins", "session_ended"} {
		for n := int64(sweepAtOnce); n == sweepAtOnce; {
			err := b.db.Write(ctx, func(tx *db.Tx) error {
				deleted := b.expired(tx.Gorm(), table)
				n = deleted.RowsAffected
				return deleted.Error
			})
			if err != nil {
				return fmt.Errorf("sweep %s: %w", table, err)
			}
		}
	}
	return nil
}

func (b *Book) expired(tx *gorm.DB, table string) *gorm.DB {
	return tx.Exec("DELETE FROM "+table+" WHERE id IN (SELECT id FROM "+table+" WHERE expires_at <= ? LIMIT ?)", b.now(), sweepAtOnce)
}
