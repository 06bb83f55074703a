package imports

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"holdfast/db"
	"holdfast/modules/imports/internal/store"
	"holdfast/modules/kernel/fault"
)

// State is how far an import has come.
type State string

// The states of an import: checking → checked → running → done → undoing →
// undone; failed when the file is no CSV of products.
const (
	Checking State = "checking"
	Checked  State = "checked"
	Running  State = "running"
	Done     State = "done"
	Undoing  State = "undoing"
	Undone   State = "undone"
	Failed   State = "failed"
)

// Import is one that is kept.
type Import struct {
	ID, File, Who string
	State         State
	Progress      Progress
	Report        Report
	Undone        UndoReport
	Fault         string // why it failed
	At, Updated   time.Time
}

// Working reports whether a job is at it.
func (i Import) Working() bool {
	return i.State == Checking || i.State == Running || i.State == Undoing
}

// Faults of imports that are kept.
var (
	ErrUnknown = fault.New(fault.NotFound, "There is no such import.")
	ErrBusy    = fault.New(fault.Conflict, "Another import is running. Wait until it has ended.")
	ErrState   = fault.New(fault.Conflict, "The import has gone on meanwhile.")
)

// Bring imports a file for the command line, and keeps the import: a file of
// which an import was stopped is gone on with where it was, and resumed is how
// many products that was. Faults: fault.Invalid for a file that is no CSV of
// products.
func (s *Service) Bring(ctx context.Context, file io.ReadSeeker, name string, options Options) (report Report, resumed int, err error) {
	print, err := fingerprintOf(file, options)
	if err != nil {
		return report, 0, err
	}
	row, err := store.Unfinished(ctx, s.db, print, string(Running))
	if err != nil {
		return report, 0, fmt.Errorf("look for the import's beginning: %w", err)
	}
	if row == nil {
		row = &store.Run{ID: db.NewID(), State: string(Running), File: name, Fingerprint: print, Currency: options.Currency, Who: options.Who,
			Report: "{}", Undone: "{}", CreatedAt: s.now(), UpdatedAt: s.now()}
		if err := s.db.Write(ctx, func(tx *db.Tx) error { return store.AddRun(tx, row) }); err != nil {
			return report, 0, fmt.Errorf("begin the import: %w", err)
		}
	}
	resumed = row.Position
	report, err = s.stretch(ctx, row, file, options, func() (bool, error) { return true, ctx.Err() })
	if fault.KindOf(err) == fault.Invalid {
		return report, resumed, s.fail(ctx, row, err)
	}
	return report, resumed, err
}

// fingerprintOf is of a file's content and of how it is read.
func fingerprintOf(file io.ReadSeeker, options Options) (string, error) {
	sum := sha256.New()
	fmt.Fprintf(sum, "1 %s %v\n", options.Currency, options.Zone)
	if _, err := io.Copy(sum, file); err != nil {
		return "", fmt.Errorf("read the file: %w", err)
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return "", fmt.Errorf("read the file: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// ref is an import's name in the stock ledger.
func ref(id string) string { return "import " + id }

// stretch goes on with a run from its position as long as more says so, keeps
// how far it comes, and turns it to its next state at the end.
func (s *Service) stretch(ctx context.Context, row *store.Run, file io.ReadSeeker, options Options, more func() (bool, error)) (Report, error) {
	report := Report{}
	if err := json.Unmarshal([]byte(row.Report), &report); err != nil {
		return report, fmt.Errorf("read the import's report: %w", err)
	}
	options.Who, options.DryRun = ref(row.ID), row.State == string(Checking)
	report.DryRun = options.DryRun
	run, err := s.open(file, options, &report)
	if err != nil {
		return report, err
	}
	if err := run.pass(row.Position); err != nil {
		return report, err
	}
	if !options.DryRun {
		run.journal = kept{s.db, row.ID}
	}
	row.Size = run.reader.Size()
	err = run.all(ctx, func() (bool, error) {
		row.Position, row.Done = run.position, run.reader.Done()
		if err := s.save(ctx, row, &report, report.complete); err != nil {
			return false, err
		}
		return more()
	})
	return report, err
}

// save keeps how far a run has come.
func (s *Service) save(ctx context.Context, row *store.Run, report *Report, complete bool) error {
	text, err := json.Marshal(report)
	if err != nil {
		return fmt.Errorf("keep the import's report: %w", err)
	}
	row.Report, row.UpdatedAt = string(text), s.now()
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if !complete {
			return store.SaveRun(tx, *row)
		}
		next := *row
		next.State = map[string]string{string(Checking): string(Checked), string(Running): string(Done)}[row.State]
		if next.State == string(Done) {
			next.Kept = "" // undoing does not need the file
		}
		_, err := store.Turn(tx, next, row.State)
		return err
	})
	if err != nil {
		return fmt.Errorf("keep how far the import has come: %w", err)
	}
	if complete && row.State == string(Running) {
		s.discard(row.Kept)
	}
	return nil
}

// fail ends a run whose file cannot be used, and returns why.
func (s *Service) fail(ctx context.Context, row *store.Run, why error) error {
	next := *row
	next.State, next.Fault, next.Kept, next.UpdatedAt = string(Failed), why.Error(), "", s.now()
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		_, err := store.Turn(tx, next, row.State)
		return err
	})
	if err != nil {
		return fmt.Errorf("end the import: %w", err)
	}
	s.discard(row.Kept)
	return why
}

// Find returns an import. Faults: ErrUnknown.
func (s *Service) Find(ctx context.Context, id string) (Import, error) {
	row, err := s.row(ctx, id)
	if err != nil {
		return Import{}, err
	}
	return importOf(*row)
}

func (s *Service) row(ctx context.Context, id string) (*store.Run, error) {
	row, err := store.FindRun(ctx, s.db, id)
	if err != nil {
		return nil, fmt.Errorf("read import %s: %w", id, err)
	}
	if row == nil {
		return nil, ErrUnknown
	}
	return row, nil
}

// History returns the newest imports, without their reports.
func (s *Service) History(ctx context.Context, limit int) ([]Import, error) {
	rows, err := store.Runs(ctx, s.db, limit)
	if err != nil {
		return nil, fmt.Errorf("list imports: %w", err)
	}
	all := make([]Import, len(rows))
	for i, row := range rows {
		if all[i], err = importOf(row); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func importOf(row store.Run) (Import, error) {
	i := Import{ID: row.ID, File: row.File, Who: row.Who, State: State(row.State), Fault: row.Fault, At: row.CreatedAt, Updated: row.UpdatedAt,
		Progress: Progress{row.Position, row.Done, row.Size}}
	if i.State == Undoing {
		i.Progress.Done, i.Progress.Size = row.Done+1, int64(row.Position) // by products
	}
	for text, into := range map[string]any{row.Report: &i.Report, row.Undone: &i.Undone} {
		if text == "" {
			continue
		}
		if err := json.Unmarshal([]byte(text), into); err != nil {
			return i, fmt.Errorf("read import %s: %w", row.ID, err)
		}
	}
	return i, nil
}
