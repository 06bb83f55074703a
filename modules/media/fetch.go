package media

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"holdfast/db"
	"holdfast/modules/media/internal/remote"
	"holdfast/modules/media/internal/store"
)

// How expected pictures are fetched: by one job in a process, a few at a time,
// each host with its own pace (package remote). What is due stands in the
// pictures' rows, so thousands of them are still one job.
const (
	looking    = 20 * time.Second // how often it is looked whether any are due
	shift      = 40 * time.Second // how long a job fetches before another one goes on
	atOnce     = 4
	claimTime  = 2 * time.Minute // how long a picture is left to who fetches it
	firstRetry = 30 * time.Second
	lastRetry  = 6 * time.Hour
	mostTries  = 20 // over some three days
)

// fetchJob asks for what is due to be fetched. Those that an earlier version
// left behind name one picture.
type fetchJob struct {
	ID ID `json:",omitempty"`
}

// JobName is the job's name in the outbox.
func (fetchJob) JobName() string { return "media.fetch" }

// look asks for what is due to be fetched: what failed and waited.
func (s *Service) look(ctx context.Context) error {
	due, err := s.store.AnyDue(ctx, s.now())
	if err != nil || !due || !s.fetching.TryLock() {
		return err
	}
	s.fetching.Unlock()
	return s.db.Write(ctx, func(tx *db.Tx) error { return tx.Enqueue(fetchJob{}, db.Slowly) })
}

// fetch fetches what is due. While another job of this process does, it has
// nothing to do.
func (s *Service) fetch(ctx context.Context, job fetchJob) error {
	if job.ID != "" {
		if err := s.db.Write(ctx, func(tx *db.Tx) error { return store.Want(tx, string(job.ID), s.now()) }); err != nil {
			return fmt.Errorf("have %s fetched: %w", job.ID, err)
		}
	}
	if !s.fetching.TryLock() {
		return nil
	}
	defer s.fetching.Unlock()
	for end := s.now().Add(shift); s.now().Before(end); {
		rows, err := s.claim(ctx)
		if err != nil || len(rows) == 0 {
			return err
		}
		var group errgroup.Group
		for _, row := range rows {
			group.Go(func() error { return s.fetchOne(ctx, assetOf(row), row.Tries) })
		}
		if err := group.Wait(); err != nil {
			return err
		}
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return tx.Enqueue(fetchJob{}, db.Slowly) })
}

func (s *Service) claim(ctx context.Context) (rows []store.Asset, err error) {
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		rows, err = store.Claim(tx, s.now(), s.now().Add(claimTime), atOnce)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find pictures that are due: %w", err)
	}
	return rows, nil
}

// fetchOne fetches a picture and shows it. What may go well another time waits
// for it, longer each time, or as long as its host asked for; the rest is given
// up.
func (s *Service) fetchOne(ctx context.Context, a Asset, tries int) error {
	original, err := s.remote.Fetch(ctx, a.Source)
	after, later := remote.IsLater(err)
	switch {
	case ctx.Err() != nil:
		return ctx.Err() // the claim ends by itself
	case remote.IsRefusal(err):
		return s.giveUp(ctx, a.ID, err)
	case later:
		return s.postpone(ctx, a.ID, after, 1)
	case err != nil && tries >= mostTries:
		return s.giveUp(ctx, a.ID, err)
	case err != nil:
		return s.postpone(ctx, a.ID, min(firstRetry<<min(tries-1, 20), lastRetry), 0)
	}
	if err := s.blobs.Put(ctx, originalName(a.ID), original); err != nil {
		return err
	}
	return s.finish(ctx, a.ID, original)
}

func (s *Service) postpone(ctx context.Context, id ID, after time.Duration, uncounted int) error {
	err := s.db.Write(ctx, func(tx *db.Tx) error { return store.Postpone(tx, string(id), s.now().Add(after), uncounted) })
	if err != nil {
		return fmt.Errorf("have %s fetched later: %w", id, err)
	}
	return nil
}
