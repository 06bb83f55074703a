package db

import (
	"context"
	"crypto/rand"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// announcements tell other processes what changed: a row in the writer's own
// transaction, polled.
type announcements struct {
	origin string
	mu     sync.Mutex
	hear   atomic.Pointer[[]func(tags []string)]
}

// overlap is how far back a poll reads: longer than a transaction takes from
// its announcement to its commit.
const overlap = 5 * time.Second

// kept is how long announcements are kept. Whoever was away for nearly as long
// may have missed some, and is told that Everything has changed.
const kept = time.Minute

// Everything is announced, in one process, instead of what it may have missed.
const Everything = "everything"

// ear is how far a process has heard. PostgreSQL's sequence numbers do not
// commit in order, so it reads on from where it was some time ago: by its own
// clock, so that neither another machine's nor an outage loses anything.
type ear struct {
	from  int64          // what is not after this has all been heard
	seen  map[int64]bool // heard of what is after it
	polls []poll         // those of the last moments
	last  time.Time      // of the last poll that succeeded
}

// poll is the highest number there was at a time.
type poll struct {
	at      time.Time
	highest int64
}

// OnAnnounce calls hear with the tags of each transaction that announced any:
// before Write returns in this process, within the poll's interval in others.
func (d *DB) OnAnnounce(hear func(tags []string)) {
	d.announcements.mu.Lock()
	defer d.announcements.mu.Unlock()
	var all []func([]string)
	if old := d.announcements.hear.Load(); old != nil {
		all = append(all, *old...)
	}
	all = append(all, hear)
	d.announcements.hear.Store(&all)
}

func (d *DB) announced(tags []string) {
	if all := d.announcements.hear.Load(); all != nil && len(tags) > 0 {
		for _, hear := range *all {
			hear(tags)
		}
	}
}

func (d *DB) origin() string {
	d.announcements.mu.Lock()
	defer d.announcements.mu.Unlock()
	if d.announcements.origin == "" {
		d.announcements.origin = rand.Text()
	}
	return d.announcements.origin
}

func (tx *Tx) writeAnnouncement() error {
	if len(tx.tags) == 0 {
		return nil
	}
	return tx.gorm.Exec("INSERT INTO db_announcements (origin, tags, at) VALUES (?, ?, ?)",
		tx.db.origin(), strings.Join(tx.tags, "\n"), tx.db.now()).Error
}

// listen hears what other processes announce, from begun on, until ctx ends.
func (d *DB) listen(ctx context.Context, begun time.Time) {
	tick := time.NewTicker(d.poll)
	defer tick.Stop()
	e := ear{seen: map[int64]bool{}, last: begun}
	cleaned, deaf := begun, false
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		err := d.hearOthers(ctx, &e)
		if err != nil && !deaf && ctx.Err() == nil { // said once
			d.log.WarnContext(ctx, "cannot read announcements", "err", err)
		}
		deaf = err != nil
		if d.now().Sub(cleaned) > kept {
			cleaned = d.now()
			d.forgetAnnouncements(ctx)
		}
	}
}

func (d *DB) hearOthers(ctx context.Context, e *ear) error {
	var highest int64
	if err := d.Read(ctx).Raw("SELECT coalesce(max(id), 0) FROM db_announcements").Scan(&highest).Error; err != nil {
		return err
	}
	var rows []struct {
		ID   int64
		Tags string
	}
	err := d.Read(ctx).Raw("SELECT id, tags FROM db_announcements WHERE id > ? AND origin <> ? ORDER BY id", e.from, d.origin()).Scan(&rows).Error
	if err != nil {
		return err
	}
	for _, row := range rows {
		if !e.seen[row.ID] {
			e.seen[row.ID] = true
			d.announced(strings.Split(row.Tags, "\n"))
		}
	}
	now := d.now()
	if now.Sub(e.last) > kept-2*overlap {
		d.announced([]string{Everything})
	}
	e.move(now, highest)
	return nil
}

// move reads on from what was the highest number overlap ago.
func (e *ear) move(now time.Time, highest int64) {
	e.last, e.polls = now, append(e.polls, poll{now, highest})
	for now.Sub(e.polls[0].at) > overlap {
		e.from, e.polls = max(e.from, e.polls[0].highest), e.polls[1:]
	}
	for id := range e.seen {
		if id <= e.from {
			delete(e.seen, id)
		}
	}
}

func (d *DB) forgetAnnouncements(ctx context.Context) {
	err := d.Write(ctx, func(tx *Tx) error {
		return tx.gorm.Exec("DELETE FROM db_announcements WHERE at < ?", d.now().Add(-kept)).Error
	})
	if err != nil && ctx.Err() == nil {
		d.log.WarnContext(ctx, "cannot clear announcements", "err", err)
	}
}
