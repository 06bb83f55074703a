package main

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"holdfast/db/backup"
	"holdfast/modules/kernel/fault"
	"holdfast/web/backoffice"
)

// officeBackups are the backups as the back office shows them.
type officeBackups struct {
	*backup.Keeper
	inside bool // the data directory has them, too
}

func (a *app) officeBackups() officeBackups {
	inside, err := filepath.Rel(a.config.dataDir, a.config.backups.Dir)
	return officeBackups{a.backups, err == nil && filepath.IsLocal(inside)}
}

// Plan says when backups are made.
func (o officeBackups) Plan() backoffice.BackupPlan {
	p := o.Keeper.Plan()
	return backoffice.BackupPlan{Every: p.Every, Days: p.Keep.Days, Weeks: p.Keep.Weeks, Months: p.Keep.Months, Dir: p.Dir, SameDisk: o.inside}
}

// Runs lists the last ones.
func (o officeBackups) Runs(ctx context.Context, limit int) ([]backoffice.Backup, error) {
	runs, err := o.Keeper.Runs(ctx, limit)
	list := make([]backoffice.Backup, len(runs))
	for i, r := range runs {
		list[i] = backoffice.Backup{AskedBy: r.AskedBy, Command: r.AskedBy == backup.ByCommand, File: r.Place, Running: r.State == backup.Running,
			Fault: r.Fault, Remark: r.Remark, Bytes: r.Bytes, BegunAt: r.BegunAt, EndedAt: instant(r.EndedAt), RemovedAt: instant(r.RemovedAt)}
		if r.AskedBy == backup.BySchedule {
			list[i].AskedBy = ""
		}
	}
	return list, err
}

func instant(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

// Health says what should be known.
func (o officeBackups) Health(ctx context.Context) (backoffice.BackupHealth, error) {
	h, err := o.Keeper.Health(ctx)
	return backoffice.BackupHealth{Failed: h.Failed, Late: h.Late, Amiss: h.Amiss}, err
}

// errBackupRuns says that one is enough at a time.
var errBackupRuns = fault.New(fault.Conflict, "A backup is being made already.")

// Begin begins one.
func (o officeBackups) Begin(ctx context.Context, by string) error {
	err := o.Keeper.Begin(ctx, by)
	if errors.Is(err, backup.ErrRunning) {
		return errBackupRuns
	}
	return err
}

// scraping is how long metrics wait for the database.
const scraping = 2 * time.Second

// watchBackups shows how the backups are in the metrics: as the database knows
// it, whichever process made them.
func (a *app) watchBackups(to prometheus.Registerer) {
	gauge := func(name, help string, get func(backup.Health) float64) {
		to.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, func() float64 {
			ctx, cancel := context.WithTimeout(context.Background(), scraping)
			defer cancel()
			h, err := a.backups.Health(ctx)
			if err != nil {
				return -1
			}
			return get(h)
		}))
	}
	gauge("holdfast_backup_last_timestamp_seconds", "When the last backup was made; 0 never, -1 not known.", func(h backup.Health) float64 {
		if h.Last.IsZero() {
			return 0
		}
		return float64(h.Last.Unix())
	})
	gauge("holdfast_backup_last_bytes", "How large the last backup is; -1 not known.", func(h backup.Health) float64 { return float64(h.Bytes) })
	gauge("holdfast_backup_failed", "1 when the last backup that was tried failed; -1 not known.", func(h backup.Health) float64 {
		if h.Failed {
			return 1
		}
		return 0
	})
}
