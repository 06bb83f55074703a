package db

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
)

// slowQueue is for jobs that wait for others' machines, mailQueue for those that
// wait for the mail server.
const (
	slowQueue = "slow"
	mailQueue = "mail"
)

// jobTimeout bounds one attempt. Jobs of a process that was killed are taken
// over a while after it; River's own hour would keep mail and money waiting.
const (
	jobTimeout = time.Minute
	takenOver  = 3 * jobTimeout
)

// cancelling is how long jobs have to end that were told to.
const cancelling = 3 * time.Second

// rivers keeps River's clients: one that inserts inside our transactions, and
// once started one that works, on PostgreSQL over its own protocol, where a
// notification replaces polling.
type rivers struct {
	inserter      *river.Client[*sql.Tx]
	worker        worker
	stopListening context.CancelFunc
}

func (d *DB) prepareDeliveries() error {
	d.deliveries.listeners = map[string][]string{}
	d.deliveries.handlers = map[string]func(context.Context, json.RawMessage) error{}
	config := &river.Config{Logger: slog.New(slog.DiscardHandler)}
	var err error
	r := &rivers{}
	if d.Postgres() {
		r.inserter, err = river.NewClient(riverdatabasesql.New(d.sql), config)
	} else {
		r.inserter, err = river.NewClient(riversqlite.New(d.sql), config)
	}
	d.deliveries.river = r
	return err
}

// insert writes the transaction's deliveries into the outbox.
func (d *DB) insert(tx *Tx) error {
	if len(tx.outbox) == 0 {
		return nil
	}
	rows := make([]river.InsertManyParams, len(tx.outbox))
	for i, message := range tx.outbox {
		options := &river.InsertOpts{ScheduledAt: message.options.at, Queue: message.options.queue}
		rows[i] = river.InsertManyParams{Args: message, InsertOpts: options}
	}
	_, err := d.deliveries.river.inserter.InsertManyFastTx(tx.ctx, tx.sqlTx(), rows)
	return err
}

// Start works the jobs, delivers the events and hears other processes, until
// Stop. Everyone who listens has been named before.
func (d *DB) Start(ctx context.Context) error {
	workers := river.NewWorkers()
	river.AddWorker(workers, river.WorkFunc(d.work))
	config := &river.Config{
		Logger:       slog.New(levelHandler{d.log.Handler(), d}),
		Workers:      workers,
		Queues:       map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 4}, slowQueue: {MaxWorkers: 2}, mailQueue: {MaxWorkers: 2}},
		PeriodicJobs: d.periodicJobs(),
		// What is done is of no more use; a sale would leave millions of rows.
		CompletedJobRetentionPeriod: time.Hour,
		FetchCooldown:               5 * time.Millisecond,
		FetchPollInterval:           d.poll,
		JobTimeout:                  jobTimeout,

		RescueStuckJobsAfter: takenOver,
	}
	r := d.deliveries.river
	var err error
	if d.Postgres() {
		d.watch.start(d.pool)
		r.worker, err = riverClient[pgx.Tx](river.NewClient(riverpgxv5.New(d.pool), config))
	} else {
		r.worker, err = riverClient[*sql.Tx](river.NewClient(riversqlite.New(d.sql), config))
	}
	if err != nil {
		return fmt.Errorf("prepare the workers: %w", err)
	}
	ctx = context.WithoutCancel(ctx) // ended by Stop, in order
	if err := r.worker.Start(ctx); err != nil {
		return fmt.Errorf("start the workers: %w", err)
	}
	ctx, r.stopListening = context.WithCancel(ctx)
	go d.listen(ctx, d.now())
	return nil
}

// worker is River's client without its type, which nobody needs.
type worker interface {
	Start(context.Context) error
	Stop(context.Context) error
	StopAndCancel(context.Context) error
}

func riverClient[T any](c *river.Client[T], err error) (worker, error) { return c, err }

// Stop lets the jobs that run end, until ctx does. Those that have not by then
// are told to, and tried again by whoever starts next.
func (d *DB) Stop(ctx context.Context) error {
	r := d.deliveries.river
	if r.stopListening == nil {
		return nil
	}
	r.stopListening()
	r.stopListening = nil
	err := r.worker.Stop(ctx)
	if err == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cancelling)
	defer cancel()
	return errors.Join(err, r.worker.StopAndCancel(ctx))
}

// later is the error of a job that is to be done another time.
type later time.Duration

// Error says when.
func (l later) Error() string { return fmt.Sprint("later, in ", time.Duration(l)) }

// Later is what a job returns that is to be worked again after wait, without
// having failed.
func Later(wait time.Duration) error { return later(max(wait, time.Second)) }

func (d *DB) work(ctx context.Context, job *river.Job[delivery]) error {
	handler, known := d.deliveries.handlers[job.Args.To]
	if !known {
		return fmt.Errorf("nobody is called %s", job.Args.To)
	}
	err := handler(ctx, job.Args.Payload)
	if wait, ok := errors.AsType[later](err); ok {
		return river.JobSnooze(time.Duration(wait))
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		d.log.WarnContext(ctx, "a job failed and will be tried again",
			"job", job.Args.To, "attempt", job.Attempt, "err", err)
	}
	return err
}

func (d *DB) periodicJobs() []*river.PeriodicJob {
	var jobs []*river.PeriodicJob
	for _, p := range d.deliveries.periodic {
		args := delivery{To: p.to, Payload: json.RawMessage("null")}
		jobs = append(jobs, river.NewPeriodicJob(river.PeriodicInterval(p.every),
			func() (river.JobArgs, *river.InsertOpts) {
				return args, &river.InsertOpts{MaxAttempts: 1}
			}, &river.PeriodicJobOpts{RunOnStart: true}))
	}
	return jobs
}

// Idle waits until no job is due: everything that has been published was heard.
// A job that failed and waits for its next attempt is not due.
func (d *DB) Idle(ctx context.Context) error {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		var due int64
		err := d.Read(ctx).Raw("SELECT count(*) FROM river_job WHERE state IN ('available', 'pending', 'running')").Scan(&due).Error
		if err != nil || due == 0 {
			return err
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("%d jobs are still due: %w", due, ctx.Err())
		}
	}
}

// levelHandler passes on only what an operator should read of River's own log.
type levelHandler struct {
	slog.Handler
	db *DB
}

// Enabled holds back what is below an error, and what is one only because the
// database is away, which has been said.
func (h levelHandler) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelError && !h.db.Away() && h.Handler.Enabled(ctx, level)
}
