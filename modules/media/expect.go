package media

import (
	"context"
	"fmt"

	"holdfast/db"
	"holdfast/modules/media/internal/pixels"
	"holdfast/modules/media/internal/remote"
	"holdfast/modules/media/internal/store"
)

// The room that is kept free for a picture whose size is not known yet: 4:5,
// like most of the shop's.
const (
	expectedWidth  = 1280
	expectedHeight = 1600
)

// CheckAddress says in a few words what is wrong with the address of a picture
// to be expected; nil when nothing is.
func CheckAddress(address string) error { return remote.Check(address) }

// Expect returns the assets for pictures that are elsewhere, by address. Those
// that are new are placeholders, and jobs fetch them, again and again if need
// be; those that had been given up are tried again.
func (s *Service) Expect(ctx context.Context, addresses ...string) (map[string]Asset, error) {
	ids := make([]ID, len(addresses))
	for i, address := range addresses {
		ids[i] = sourceID(address)
	}
	known, err := s.Assets(ctx, ids...)
	if err != nil {
		return nil, err
	}
	expected := make(map[string]Asset, len(addresses))
	var rows []store.Asset
	for i, address := range addresses {
		a, ok := known[ids[i]]
		if _, twice := expected[address]; twice {
			continue
		}
		if !ok || (a.State == Placeholder && a.Fault != "") {
			row := store.Asset{
				ID: string(ids[i]), Source: address, State: string(Placeholder), CreatedAt: s.now(),
				ContentType: pixels.ContentType, Width: expectedWidth, Height: expectedHeight,
			}
			rows, a = append(rows, row), assetOf(row)
		}
		expected[address] = a
	}
	if len(rows) == 0 {
		return expected, nil
	}
	if err := s.db.Write(ctx, func(tx *db.Tx) error { return expect(tx, rows) }); err != nil {
		return nil, fmt.Errorf("expect %d pictures: %w", len(rows), err)
	}
	return expected, nil
}

// expect asks for those that are new or were given up; who comes second in a
// race asks for nothing.
func expect(tx *db.Tx, rows []store.Asset) error {
	for i := range rows {
		row := rows[i] // a copy: the transaction may be run again
		wanted, err := store.Insert(tx, &row)
		if err == nil && !wanted {
			wanted, err = store.ClearFault(tx, row.ID)
		}
		if err != nil {
			return err
		}
		if !wanted {
			continue
		}
		tx.Announce(tag(row.ID))
		if err := tx.Enqueue(fetchJob{ID(row.ID)}, db.Slowly); err != nil {
			return err
		}
	}
	return nil
}

// fetchJob asks for an expected picture to be fetched.
type fetchJob struct{ ID ID }

// JobName is the job's name in the outbox.
func (fetchJob) JobName() string { return "media.fetch" }

// fetch fetches a picture and shows it. What may go well another time is an
// error, and the job is tried again; the rest is given up.
func (s *Service) fetch(ctx context.Context, job fetchJob) error {
	a, err := s.Asset(ctx, job.ID)
	if err != nil || a.State == Ready {
		return err
	}
	original, err := s.remote.Fetch(ctx, a.Source)
	if remote.IsRefusal(err) {
		return s.giveUp(ctx, job.ID, err)
	}
	if err != nil {
		return fmt.Errorf("fetch the picture of %s: %w", job.ID, err)
	}
	if err := s.blobs.Put(ctx, originalName(job.ID), original); err != nil {
		return err
	}
	return s.finish(ctx, job.ID, original)
}
