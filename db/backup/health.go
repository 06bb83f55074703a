package backup

import (
	"context"
	"time"
)

// Health is how the backups are.
type Health struct {
	Last   time.Time // the last one that was made; zero: none
	Bytes  int64     // of it
	Failed bool      // the last one that was tried failed
	Late   bool      // by the plan, one should have been made long ago
	Fault  string    // why, when it failed
	Amiss  bool      // the shop's own books did not add up in the last one
}

// Health returns how the backups are. They are late when twice the plan's
// interval has passed since the last one.
func (k *Keeper) Health(ctx context.Context) (h Health, err error) {
	good, any, err := lastOf(ctx, k.db, Done)
	if err != nil {
		return h, err
	}
	if any {
		h.Last, h.Bytes, h.Amiss = good.BegunAt, good.Bytes, good.Remark != "" && good.Bytes > 0
	}
	runs, err := k.Runs(ctx, 1)
	if err != nil || len(runs) == 0 {
		return h, err
	}
	h.Failed, h.Fault = runs[0].State == Failed, runs[0].Fault
	h.Late = any && k.plan.Every > 0 && k.now().Sub(good.BegunAt) > 2*k.plan.Every
	return h, nil
}
