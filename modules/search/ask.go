package search

import (
	"context"

	"holdfast/db"
)

// rebuild is the job of going through all products once more.
type rebuild struct{}

// JobName names the job.
func (rebuild) JobName() string { return "search.rebuild" }

// RebuildSoon has the index rebuilt in the background, by whichever process
// works the jobs. It is searched as ever meanwhile.
func (s *Service) RebuildSoon(ctx context.Context) error {
	return s.db.Write(ctx, func(tx *db.Tx) error { return tx.Enqueue(rebuild{}, db.Slowly) })
}
