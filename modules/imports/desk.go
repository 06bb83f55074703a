package imports

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"holdfast/db"
	"holdfast/modules/imports/internal/store"
	"holdfast/modules/kernel/fault"
)

// MaxFile bounds a file that is sent to the back office, in bytes: five times a
// catalogue of 20,000 products.
const MaxFile = 100 << 20

// keeping is how long a file is kept that was checked and never imported.
const keeping = 7 * 24 * time.Hour

// stretchTime is how long one job works on an import: others wait behind it, and
// a job may take a minute.
const stretchTime = 10 * time.Second

// workJob asks for the next stretch of an import.
type workJob struct{ ID string }

// JobName is the job's name in the outbox.
func (workJob) JobName() string { return "imports.work" }

// Upload keeps a file that was sent, and has it checked by a trial run.
// Faults: fault.Invalid for one that is too large.
func (s *Service) Upload(ctx context.Context, name, who string, options Options, content io.Reader) (Import, error) {
	s.tidy(ctx)
	id := db.NewID()
	kept, size, err := s.keep(id, content)
	if err != nil {
		return Import{}, err
	}
	row := &store.Run{ID: id, State: string(Checking), File: name, Kept: kept, Currency: options.Currency, Who: who,
		Size: size, Report: "{}", Undone: "{}", CreatedAt: s.now(), UpdatedAt: s.now()}
	if options.Zone != nil {
		row.Fingerprint = options.Zone.String()
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if err := store.AddRun(tx, row); err != nil {
			return err
		}
		return tx.Enqueue(workJob{id})
	})
	if err != nil {
		s.discard(kept)
		return Import{}, fmt.Errorf("keep the import: %w", err)
	}
	return importOf(*row)
}

// keep writes what was sent into the data directory.
func (s *Service) keep(id string, content io.Reader) (name string, size int64, err error) {
	folder := filepath.Join(s.dir, "imports")
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return "", 0, fmt.Errorf("make a folder for the file: %w", err)
	}
	name = id + ".csv"
	file, err := os.OpenFile(filepath.Join(folder, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o640)
	if err != nil {
		return "", 0, fmt.Errorf("keep the file: %w", err)
	}
	size, err = io.Copy(file, io.LimitReader(content, MaxFile+1))
	if err == nil && size > MaxFile {
		err = fault.New(fault.Invalid, fmt.Sprintf("The file is larger than %d MB.", MaxFile>>20))
	}
	if err = errors.Join(err, file.Close()); err != nil {
		s.discard(name)
		return "", 0, err
	}
	return name, size, nil
}

// discard forgets a file that is not needed any more.
func (s *Service) discard(kept string) {
	if kept != "" {
		_ = os.Remove(filepath.Join(s.dir, "imports", filepath.Base(kept))) // tidied up later if it stays
	}
}

// tidy forgets the files of imports that nobody went on with.
func (s *Service) tidy(ctx context.Context) {
	rows, err := store.Kept(ctx, s.db, s.now().Add(-keeping))
	if err != nil {
		return // another time
	}
	for _, row := range rows {
		if row.State == string(Checked) || row.State == string(Checking) {
			_ = s.fail(ctx, &row, errors.New("The file was checked and not imported for a week, and is gone.")) //nolint:staticcheck // a sentence for people
		}
	}
}

// Begin has a file imported that was checked. Faults: ErrUnknown, ErrState,
// ErrBusy.
func (s *Service) Begin(ctx context.Context, id string) error {
	row, err := s.row(ctx, id)
	if err != nil {
		return err
	}
	next := *row
	next.State, next.Position, next.Done, next.Report = string(Running), 0, 0, "{}"
	return s.turn(ctx, next, Checked)
}

// Undo has an import undone. Faults: ErrUnknown, ErrState, ErrBusy.
func (s *Service) Undo(ctx context.Context, id string) error {
	row, err := s.row(ctx, id)
	if err != nil {
		return err
	}
	next := *row
	next.State, next.Done, next.Undone = string(Undoing), -1, "{}"
	return s.turn(ctx, next, Done)
}

// turn moves a run on and asks for the work to be done.
func (s *Service) turn(ctx context.Context, next store.Run, from State) error {
	busy, err := store.Busy(ctx, s.db)
	if err != nil {
		return fmt.Errorf("look for other imports: %w", err)
	}
	if busy != nil && busy.ID != next.ID {
		return ErrBusy
	}
	next.UpdatedAt = s.now()
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		turned, err := store.Turn(tx, next, string(from))
		if err != nil {
			return fmt.Errorf("turn import %s to %s: %w", next.ID, next.State, err)
		}
		if !turned {
			return ErrState
		}
		return tx.Enqueue(workJob{next.ID})
	})
	return err
}

// work does the next stretch of an import, and asks for another one after it.
func (s *Service) work(ctx context.Context, job workJob) error {
	row, err := store.FindRun(ctx, s.db, job.ID)
	if err != nil || row == nil {
		return err
	}
	over := s.now().Add(stretchTime)
	more := func() (bool, error) { return s.now().Before(over), ctx.Err() }
	switch State(row.State) {
	case Checking, Running:
		err = s.workOnFile(ctx, row, more)
	case Undoing:
		err = s.undoStretch(ctx, row, more)
	default:
		return nil // another worker was quicker
	}
	if err != nil {
		return err
	}
	after, err := store.FindRun(ctx, s.db, job.ID)
	if err != nil || after == nil || !(Import{State: State(after.State)}).Working() {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return tx.Enqueue(job) })
}

func (s *Service) workOnFile(ctx context.Context, row *store.Run, more func() (bool, error)) error {
	file, err := os.Open(filepath.Join(s.dir, "imports", filepath.Base(row.Kept)))
	if errors.Is(err, fs.ErrNotExist) {
		_ = s.fail(ctx, row, errors.New("The file is gone from the data directory: send it again.")) //nolint:staticcheck // a sentence for people
		return nil
	}
	if err != nil {
		return fmt.Errorf("open the file of import %s: %w", row.ID, err)
	}
	defer file.Close()
	options := Options{Currency: row.Currency}
	if zone, err := time.LoadLocation(row.Fingerprint); err == nil {
		options.Zone = zone
	}
	_, err = s.stretch(ctx, row, file, options, more)
	if fault.KindOf(err) == fault.Invalid {
		if err := s.fail(ctx, row, err); fault.KindOf(err) != fault.Invalid {
			return err
		}
		return nil
	}
	return err
}
