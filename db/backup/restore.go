package backup

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"

	"holdfast/db"
)

// Restored is a shop that was restored.
type Restored struct {
	Header
	Amiss []string // what did not add up in the shop when it was backed up, and does not now
}

// Restore makes a shop of file where s says, which is an empty place, brings it
// up to date, and compares it with what was backed up. When it fails, the place
// is as empty as before. Faults: those of Check, ErrNotEmpty, ErrNewer,
// ErrOtherKind, ErrNoRoom, ErrNoTools.
func Restore(ctx context.Context, s Shop, file string) (done Restored, err error) {
	h, err := Check(ctx, file)
	if err != nil {
		return done, err
	}
	if err := s.suits(ctx, h); err != nil {
		return done, err
	}
	p, err := claim(s)
	if err != nil {
		return done, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.leave())
		}
	}()
	needed := h.Bytes
	if h.Database == SQLite {
		needed += h.Bytes / 4 // for what brings it up to date
	}
	if err := roomFor(p.stage, needed); err != nil {
		return done, err
	}
	same := func(again Header) error {
		if again.ID != h.ID || !again.Made.Equal(h.Made) {
			return fmt.Errorf("%w: it was changed meanwhile", ErrDamaged)
		}
		return nil
	}
	if _, err := p.extract(ctx, file, same); err != nil {
		return done, err
	}
	if h.Database == Postgres {
		done, err = restorePostgres(ctx, s, h, p)
	} else {
		done, err = restoreSQLite(ctx, s, h, p)
	}
	return done, err
}

// suits refuses what cannot become a shop where s says.
func (s Shop) suits(ctx context.Context, h Header) error {
	if h.Database != s.kind() {
		return fmt.Errorf("%w: it is of %s, and this is %s; moving from one to the other is not what restoring does", ErrOtherKind, h.Database, s.kind())
	}
	if err := h.readable(); err != nil {
		return err
	}
	if s.kind() == SQLite {
		return nil
	}
	shop, err := openPostgres(s.URL)
	if err != nil {
		return err
	}
	err = emptyPostgres(ctx, shop)
	if err == nil {
		_, err = findTool(ctx, "pg_restore", majorOf(ctx, shop))
	}
	return errors.Join(err, shop.Close())
}

func restoreSQLite(ctx context.Context, s Shop, h Header, p *place) (done Restored, err error) {
	file, err := openFile(filepath.Join(p.stage, db.File), "?_pragma=query_only(1)")
	if err != nil {
		return done, err
	}
	now := Header{Database: SQLite, Rows: map[string]int64{}}
	err = countSQLite(ctx, file, nil, &now)
	if err := errors.Join(err, file.Close()); err != nil {
		return done, fmt.Errorf("look through what was restored: %w", err)
	}
	if err := h.sameRows(now.Rows); err != nil {
		return done, err
	}
	if done, err = s.upToDate(ctx, db.Options{Dir: p.stage}, h); err != nil {
		return done, err
	}
	if err := p.finish(); err != nil {
		return done, fmt.Errorf("give what was restored its name: %w", err)
	}
	return done, nil
}

func restorePostgres(ctx context.Context, s Shop, h Header, p *place) (done Restored, err error) {
	shop, err := openPostgres(s.URL)
	if err != nil {
		return done, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, wipePostgres(context.WithoutCancel(ctx), shop))
		}
		err = errors.Join(err, shop.Close())
	}()
	var name string
	if err := shop.QueryRowContext(ctx, "SELECT current_database()").Scan(&name); err != nil {
		return done, fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	err = tool(ctx, s.URL, "pg_restore", majorOf(ctx, shop), "--single-transaction", "--exit-on-error", "--no-owner",
		"--no-privileges", "--no-password", "--dbname="+quoted("dbname", name), filepath.Join(p.stage, dumpName))
	if err != nil {
		return done, fmt.Errorf("restore the database: %w", err)
	}
	now := Header{Database: Postgres, Rows: map[string]int64{}}
	if err := countPostgres(ctx, shop, Shop{}, &now); err != nil {
		return done, fmt.Errorf("look through what was restored: %w", err)
	}
	if err := h.sameRows(now.Rows); err != nil {
		return done, err
	}
	if done, err = s.upToDate(ctx, db.Options{URL: s.URL}, h); err != nil {
		return done, err
	}
	if err := p.finish(); err != nil {
		return done, fmt.Errorf("give what was restored its name: %w", err)
	}
	return done, nil
}

// upToDate brings a restored database up to date, counts its ledgers, and says
// in it what became of the run that it was taken in.
func (s Shop) upToDate(ctx context.Context, o db.Options, h Header) (done Restored, err error) {
	o.Log = slog.New(slog.DiscardHandler)
	d, err := db.Open(ctx, o)
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	if err := d.Migrate(ctx); err != nil {
		return done, fmt.Errorf("bring what was restored up to date: %w", err)
	}
	pool, err := d.Read(ctx).DB()
	if err != nil {
		return done, err
	}
	sums, err := figuresOf(ctx, pool, s.Figures)
	if err != nil {
		return done, err
	}
	if err := h.sameFigures(sums); err != nil {
		return done, err
	}
	return Restored{Header: h, Amiss: amiss(s.Figures, sums)}, settleRun(ctx, d, h)
}

// quoted writes a connection string of one setting.
func quoted(name, value string) string {
	text := name + "='"
	for _, r := range value {
		if r == '\'' || r == '\\' {
			text += `\`
		}
		text += string(r)
	}
	return text + "'"
}
