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
// transaction, polled. Rows of the last moments are read again each time, since
// PostgreSQL's sequence numbers do not commit in order; whoever hears one twice
// only forgets a cached value twice.
type announcements struct {
	origin string
	mu     sync.Mutex
	hear   atomic.Pointer[[]func(tags []string)]
}

// overlap is how far back a poll reads: longer than a transaction takes.
const overlap = 5 * time.Second

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

// listen hears what other processes announce until ctx ends.
func (d *DB) listen(ctx context.Context) {
	tick := time.NewTicker(d.poll)
	defer tick.Stop()
	seen := map[int64]time.Time{}
	cleaned := d.now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		d.hearOthers(ctx, seen)
		if d.now().Sub(cleaned) > time.Minute {
			cleaned = d.now()
			d.forgetAnnouncements(ctx)
		}
	}
}

func (d *DB) hearOthers(ctx context.Context, seen map[int64]time.Time) {
	var rows []struct {
		ID   int64
		Tags string
	}
	since := d.now().Add(-overlap)
	err := d.Read(ctx).Raw("SELECT id, tags FROM db_announcements WHERE at > ? AND origin <> ? ORDER BY id", since, d.origin()).Scan(&rows).Error
	if err != nil {
		d.log.WarnContext(ctx, "cannot read announcements", "err", err)
		return
	}
	for _, row := range rows {
		if _, known := seen[row.ID]; !known {
			seen[row.ID] = d.now()
			d.announced(strings.Split(row.Tags, "\n"))
		}
	}
	for id, at := range seen {
		if at.Before(since.Add(-overlap)) {
			delete(seen, id)
		}
	}
}

func (d *DB) forgetAnnouncements(ctx context.Context) {
	err := d.Write(ctx, func(tx *Tx) error {
		return tx.gorm.Exec("DELETE FROM db_announcements WHERE at < ?", d.now().Add(-time.Minute)).Error
	})
	if err != nil && ctx.Err() == nil {
		d.log.WarnContext(ctx, "cannot clear announcements", "err", err)
	}
}
