package backup

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"holdfast/db"
	"holdfast/modules/kernel/clock"
)

// Plan says when backups are made, and where.
type Plan struct {
	Dir   string
	Every time.Duration // 0: only when somebody asks for one
	Keep  Keep
}

// looking is how often it is asked whether a backup is due, and retrying how
// long after one that failed another is tried.
const (
	looking  = 10 * time.Minute
	retrying = time.Hour
)

// Keeper makes backups of the shop that it is part of, one at a time of all the
// processes that share the database, and removes those that have had their time
// once a newer one is whole.
type Keeper struct {
	db   *db.DB
	shop Shop
	plan Plan
	now  clock.Clock
	log  *slog.Logger
	host string

	ctx  context.Context // ends with the process
	stop context.CancelFunc
	runs sync.WaitGroup
}

// NewKeeper returns a keeper, which follows its plan once d works jobs.
func NewKeeper(d *db.DB, shop Shop, plan Plan, now clock.Clock, log *slog.Logger) *Keeper {
	k := &Keeper{db: d, shop: shop, plan: plan, now: now, log: log}
	k.host, _ = os.Hostname()
	k.ctx, k.stop = context.WithCancel(context.Background())
	if plan.Every > 0 {
		d.Every(looking, "db.backup", k.look)
	}
	return k
}

// Plan returns when backups are made, and where.
func (k *Keeper) Plan() Plan { return k.plan }

// Runs returns the last runs, the newest first.
func (k *Keeper) Runs(ctx context.Context, limit int) ([]Run, error) {
	runs, err := Runs(ctx, k.db, limit)
	for i := range runs {
		if runs[i].State == Running && k.now().Sub(runs[i].SeenAt) > silence {
			runs[i].State, runs[i].Fault = Failed, cutShort
		}
	}
	return runs, err
}

// Close ends what runs; a backup that is not whole is removed.
func (k *Keeper) Close() {
	k.stop()
	k.runs.Wait()
}

// look begins a backup when one is due.
func (k *Keeper) look(ctx context.Context) error {
	due, err := k.due(ctx)
	if err != nil || !due {
		return err
	}
	if err := k.Begin(ctx, BySchedule); err != nil && !errors.Is(err, ErrRunning) {
		return err
	}
	return nil
}

func (k *Keeper) due(ctx context.Context) (bool, error) {
	now := k.now()
	good, any, err := lastOf(ctx, k.db, Done)
	if err != nil || any && now.Sub(good.BegunAt) < k.plan.Every {
		return false, err
	}
	last, any, err := lastOf(ctx, k.db, "")
	return err == nil && (!any || now.Sub(last.BegunAt) >= min(retrying, k.plan.Every)), err
}

// Begin begins a backup in by's name and returns. What becomes of it is in Runs.
// Faults: ErrRunning.
func (k *Keeper) Begin(ctx context.Context, by string) error {
	if err := k.ctx.Err(); err != nil {
		return err
	}
	at := k.now().UTC().Truncate(time.Second)
	file := filepath.Join(k.plan.Dir, nameOf(at))
	run := Run{ID: db.NewID(), AskedBy: by, Place: k.host + ":" + file, State: Running, BegunAt: at, SeenAt: at}
	if err := begin(ctx, k.db, run); err != nil {
		return err
	}
	k.runs.Go(func() { k.run(run, file) })
	return nil
}

// run makes a backup, while it says every so often that it is alive.
func (k *Keeper) run(run Run, file string) {
	over := make(chan struct{})
	var heart sync.WaitGroup
	heart.Go(func() { k.beat(run.ID, over) })
	made, err := Make(k.ctx, k.shop, run.ID, file)
	close(over)
	heart.Wait()
	run.State, run.Bytes = Done, made.Size
	if len(made.Amiss) > 0 {
		run.Remark = fmt.Sprintf("the shop's own books do not add up: %v", made.Amiss)
		k.log.Error("a backup is as wrong as the shop is", "amiss", made.Amiss)
	}
	if err != nil {
		run.State, run.Fault = Failed, err.Error()
		if k.ctx.Err() != nil {
			run.Fault = closing
		}
		k.log.Error("a backup failed", "file", file, "err", err)
	}
	ended := k.now()
	run.EndedAt = &ended
	ctx := context.WithoutCancel(k.ctx)
	if err := conclude(ctx, k.db, run); err != nil {
		k.log.Error("cannot note what became of a backup", "file", file, "err", err)
	}
	if run.State == Done {
		k.log.Info("a backup was made", "file", file, "bytes", made.Size)
		k.prune(ctx)
	}
}

func (k *Keeper) beat(id string, over <-chan struct{}) {
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for {
		select {
		case <-over:
			return
		case <-tick.C:
		}
		if err := alive(k.ctx, k.db, id, k.now()); err != nil {
			k.log.Warn("cannot note that a backup goes on", "err", err)
		}
	}
}

// prune removes the backups that have had their time. It is called when a newer
// one has been made and read again.
func (k *Keeper) prune(ctx context.Context) {
	entries, err := os.ReadDir(k.plan.Dir)
	if err != nil {
		k.log.Warn("cannot look at the backups", "err", err)
		return
	}
	var made []time.Time
	for _, entry := range entries {
		if t, ours := instantOf(entry.Name()); ours && entry.Type().IsRegular() {
			made = append(made, t)
		}
	}
	kept := k.plan.Keep.keeps(made)
	for _, t := range made {
		if kept[t] {
			continue
		}
		file := filepath.Join(k.plan.Dir, nameOf(t))
		err := os.Remove(file)
		if err == nil {
			err = removed(ctx, k.db, k.host+":"+file, k.now())
		}
		if err != nil {
			k.log.Warn("cannot remove a backup that had its time", "file", file, "err", err)
		}
	}
	k.sweep(entries)
}

// sweep removes what a process that was killed has left half-made.
func (k *Keeper) sweep(entries []os.DirEntry) {
	for _, entry := range entries {
		info, err := entry.Info()
		ours, _ := filepath.Match(workPattern, entry.Name())
		if err == nil && ours && k.now().Sub(info.ModTime()) > 24*time.Hour {
			_ = os.RemoveAll(filepath.Join(k.plan.Dir, entry.Name()))
		}
	}
}
