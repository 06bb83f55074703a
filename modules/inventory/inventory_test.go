package inventory_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/sku"
)

const (
	mug  sku.SKU = "MUG-BLUE"
	bowl sku.SKU = "BOWL-SAND"
)

var noon = time.Date(2030, 1, 1, 12, 0, 0, 0, time.UTC)

// shelf is a stock room in a test.
type shelf struct {
	*inventory.Service
	t   *testing.T
	d   *db.DB
	now *atomic.Int64 // since noon
}

func each(t *testing.T, test func(s shelf)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		now := new(atomic.Int64)
		s := shelf{t: t, d: d, now: now}
		s.Service = inventory.New(d, clock.Clock(func() time.Time { return noon.Add(time.Duration(now.Load())) }))
		test(s)
		s.wantAudited()
	})
}

func TestReserveHoldsAllLinesOrNone(t *testing.T) {
	each(t, func(s shelf) {
		s.count(mug, 3)
		err := s.reserve("1", inventory.Line{SKU: mug, Quantity: 2}, inventory.Line{SKU: bowl, Quantity: 1})
		if !errors.Is(err, inventory.ErrInsufficientStock) {
			s.t.Fatalf("Reserve: got %v, want ErrInsufficientStock", err)
		}
		s.wantAvailable(mug, 3)
	})
}

func TestAnOrdersWayFromReservationToParcel(t *testing.T) {
	each(t, func(s shelf) {
		s.count(mug, 3)
		s.must(s.reserve("1", inventory.Line{SKU: mug, Quantity: 1}, inventory.Line{SKU: mug, Quantity: 1}))
		s.wantAvailable(mug, 1)
		for range 2 { // each step twice is each step once
			s.must(s.Confirm(s.t.Context(), "1"))
		}
		for range 2 {
			s.must(s.Send(s.t.Context(), "1"))
		}
		s.must(s.Release(s.t.Context(), "1"))
		levels, err := s.Levels(s.t.Context(), []sku.SKU{mug})
		s.must(err)
		if want := (inventory.Level{SKU: mug, Tracked: true, OnHand: 1}); levels[mug] != want {
			s.t.Errorf("level: got %+v, want %+v", levels[mug], want)
		}
	})
}

func TestAReservationExpires(t *testing.T) {
	each(t, func(s shelf) {
		s.count(mug, 1)
		s.must(s.reserve("1", inventory.Line{SKU: mug, Quantity: 1}))
		s.now.Store(int64(14 * time.Minute))
		s.wantReleased(0)
		s.now.Store(int64(15 * time.Minute))
		s.wantReleased(1)
		s.wantReleased(0)
		s.wantAvailable(mug, 1)
		if err := s.Confirm(s.t.Context(), "1"); !errors.Is(err, inventory.ErrHoldEnded) {
			s.t.Errorf("Confirm after expiry: got %v, want ErrHoldEnded", err)
		}
	})
}

func TestAThousandBuyersOfAHundredUnits(t *testing.T) {
	each(t, func(s shelf) {
		s.count(mug, 100)
		s.count(bowl, 1000)
		var sold, refused atomic.Int64
		var buyers sync.WaitGroup
		for i := range 1000 {
			lines := []inventory.Line{{SKU: mug, Quantity: 1}, {SKU: bowl, Quantity: 1}}
			if i%2 == 0 {
				lines[0], lines[1] = lines[1], lines[0]
			}
			buyers.Go(func() {
				switch err := s.reserve(fmt.Sprint(i), lines...); {
				case err == nil:
					sold.Add(1)
				case errors.Is(err, inventory.ErrInsufficientStock):
					refused.Add(1)
				default:
					s.t.Error(err)
				}
			})
		}
		buyers.Wait()
		if sold.Load() != 100 || refused.Load() != 900 {
			s.t.Errorf("sold %d, refused %d; want 100 and 900", sold.Load(), refused.Load())
		}
		s.wantAvailable(mug, 0)
		s.wantAvailable(bowl, 900)
	})
}

func TestAReservationEndsByItself(t *testing.T) {
	each(t, func(s shelf) {
		s.count(mug, 1)
		s.must(s.reserve("a", inventory.Line{SKU: mug, Quantity: 1}))
		s.now.Store(int64(time.Hour))
		dbtest.Start(s.t, s.d)
		for deadline := time.Now().Add(20 * time.Second); ; dbtest.Idle(s.t, s.d) {
			left, err := s.Available(s.t.Context(), []sku.SKU{mug})
			s.must(err)
			if left[mug] == 1 {
				return
			}
			if time.Now().After(deadline) {
				s.t.Fatal("nobody has released what expired")
			}
		}
	})
}

func TestConfirmAndExpireRaceToOneEnd(t *testing.T) {
	each(t, func(s shelf) {
		s.count(mug, 50)
		for i := range 50 {
			s.must(s.reserve(fmt.Sprint(i), inventory.Line{SKU: mug, Quantity: 1}))
		}
		s.now.Store(int64(time.Hour))
		var confirmed atomic.Int64
		var rivals sync.WaitGroup
		rivals.Go(func() {
			_, err := s.Expire(context.Background(), 100)
			s.must(err)
		})
		for i := range 50 {
			rivals.Go(func() {
				if err := s.Confirm(context.Background(), fmt.Sprint(49-i)); err == nil {
					confirmed.Add(1)
				}
			})
		}
		rivals.Wait()
		s.wantAvailable(mug, 50-int(confirmed.Load()))
	})
}

func TestCountingTheSameAgainChangesNothing(t *testing.T) {
	each(t, func(s shelf) {
		s.count(mug, 5)
		changed, err := s.SetOnHand(s.t.Context(), "stocktaking", "test", inventory.Count{SKU: mug, Tracked: true, OnHand: 5})
		s.must(err)
		moves, err := s.Movements(s.t.Context(), mug, 10)
		s.must(err)
		if changed != 0 || len(moves) != 1 {
			s.t.Errorf("%d changed, %d movements; want none and the first", changed, len(moves))
		}
	})
}

func TestStockCannotBeAdjustedBelowNothing(t *testing.T) {
	each(t, func(s shelf) {
		s.count(mug, 5)
		s.must(s.Adjust(s.t.Context(), mug, -5, "broken", "test"))
		if err := s.Adjust(s.t.Context(), mug, -1, "broken", "test"); !errors.Is(err, inventory.ErrNegative) {
			s.t.Errorf("got %v, want ErrNegative", err)
		}
	})
}

func TestUntrackedStockNeverEnds(t *testing.T) {
	each(t, func(s shelf) {
		_, err := s.SetOnHand(s.t.Context(), "import", "test", inventory.Count{SKU: mug})
		s.must(err)
		s.must(s.reserve("1", inventory.Line{SKU: mug, Quantity: 7}))
		s.must(s.Confirm(s.t.Context(), "1"))
		s.must(s.Send(s.t.Context(), "1"))
		s.wantAvailable(mug, inventory.Untracked)
	})
}

func TestTheLedgerCannotBeRewritten(t *testing.T) {
	each(t, func(s shelf) {
		s.count(mug, 5)
		for _, statement := range []string{"UPDATE inventory_movements SET on_hand = 6", "DELETE FROM inventory_movements"} {
			err := s.d.Write(s.t.Context(), func(tx *db.Tx) error { return tx.Gorm().Exec(statement).Error })
			if err == nil {
				s.t.Errorf("%q was let through", statement)
			}
		}
	})
}

func TestCrossingNothingIsTold(t *testing.T) {
	each(t, func(s shelf) {
		var mu sync.Mutex
		var told []int
		db.Listen(s.d, "test", func(_ context.Context, e inventory.AvailabilityChanged) error {
			mu.Lock()
			defer mu.Unlock()
			told = append(told, e.Available)
			return nil
		})
		dbtest.Start(s.t, s.d)
		step := func(err error) { s.must(err); dbtest.Idle(s.t, s.d) }
		s.count(mug, 2)
		dbtest.Idle(s.t, s.d)
		step(s.reserve("1", inventory.Line{SKU: mug, Quantity: 1}))
		step(s.reserve("2", inventory.Line{SKU: mug, Quantity: 1}))
		step(s.Release(s.t.Context(), "2"))
		mu.Lock()
		defer mu.Unlock()
		if fmt.Sprint(told) != "[2 0 1]" {
			s.t.Errorf("told %v, want [2 0 1]", told)
		}
	})
}

func (s shelf) count(each sku.SKU, n int) {
	s.t.Helper()
	_, err := s.SetOnHand(s.t.Context(), "received", "test", inventory.Count{SKU: each, Tracked: true, OnHand: n})
	s.must(err)
}

func (s shelf) reserve(order string, lines ...inventory.Line) error {
	return s.d.Write(context.Background(), func(tx *db.Tx) error {
		return s.Reserve(tx, order, lines, noon.Add(15*time.Minute))
	})
}

func (s shelf) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s shelf) wantAvailable(each sku.SKU, want int) {
	s.t.Helper()
	got, err := s.Available(s.t.Context(), []sku.SKU{each})
	s.must(err)
	if got[each] != want {
		s.t.Errorf("Available(%s) = %d, want %d", each, got[each], want)
	}
}

func (s shelf) wantReleased(want int) {
	s.t.Helper()
	got, err := s.Expire(s.t.Context(), 100)
	s.must(err)
	if got != want {
		s.t.Errorf("Expire released %d, want %d", got, want)
	}
}

func (s shelf) wantAudited() {
	s.t.Helper()
	wrong, err := s.Audit(context.Background())
	s.must(err)
	if len(wrong) > 0 {
		s.t.Errorf("ledger and level disagree on %v", wrong)
	}
}
