package promotions

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"holdfast/db"
	"holdfast/modules/promotions/internal/store"
)

// Customer is whose uses are counted together: an order's e-mail, normalised
// and hashed, so that counting keeps no address. Upper case, spaces and what
// follows a plus sign make no other customer.
func Customer(email string) string {
	email = strings.ToLower(strings.TrimSpace(email))
	local, domain, ok := strings.Cut(email, "@")
	if !ok {
		return ""
	}
	local, _, _ = strings.Cut(local, "+")
	sum := sha256.Sum256([]byte(local + "@" + domain))
	return hex.EncodeToString(sum[:])
}

// Redeem takes a use of each of codes for an order of whoever has email, once
// however often it is called. After a fault the transaction has to be undone.
// Codes are taken in one order, so that no two wait for each other. Faults:
// ErrUnknownCoupon, ErrCouponNotYet, ErrCouponExpired, ErrCouponUsedUp,
// ErrUsedByYou.
func (s *Service) Redeem(tx *db.Tx, order, email string, codes ...string) error {
	codes = slices.Clone(codes)
	slices.Sort(codes)
	for _, code := range slices.Compact(codes) {
		if err := s.redeem(tx, order, Customer(email), Normalise(code)); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) redeem(tx *db.Tx, order, customer, code string) error {
	now := s.now().UTC()
	claimed, err := store.Claim(tx, store.Redemption{OrderID: order, Code: code, Customer: customer, RedeemedAt: now})
	if err != nil {
		return fmt.Errorf("redeem promotion %q for order %s: %w", code, order, err)
	}
	if !claimed {
		return nil
	}
	used, ok, err := store.Use(tx, code, now)
	if err != nil {
		return fmt.Errorf("redeem promotion %q for order %s: %w", code, order, err)
	}
	if !ok {
		return s.refusal(tx, code, now)
	}
	if used.UseLimit > 0 && used.Redeemed >= used.UseLimit {
		tx.Announce(Tag) // carts stop to promise it
	}
	if used.EachLimit == 0 {
		return nil
	}
	mine, err := store.UseByCustomer(tx, code, customer, used.EachLimit)
	if err != nil {
		return fmt.Errorf("redeem promotion %q for a customer: %w", code, err)
	}
	if !mine {
		return ErrUsedByYou
	}
	return nil
}

// RedeemAgain takes the uses again that an order has given back and needs after
// all, once however often it is called: also where none is left, or the
// promotion is over. It returns the codes whose limits that has passed.
func (s *Service) RedeemAgain(ctx context.Context, order, email string, codes ...string) (passed []string, err error) {
	codes = slices.Clone(codes)
	slices.Sort(codes)
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		passed = nil // the transaction may be run again
		for _, code := range slices.Compact(slices.Clone(codes)) {
			over, err := s.redeemAgain(tx, order, Customer(email), Normalise(code))
			if err != nil {
				return fmt.Errorf("redeem promotion %q for order %s again: %w", code, order, err)
			}
			if over {
				passed = append(passed, code)
			}
		}
		return nil
	})
	return passed, err
}

func (s *Service) redeemAgain(tx *db.Tx, order, customer, code string) (passed bool, err error) {
	claimed, err := store.Claim(tx, store.Redemption{OrderID: order, Code: code, Customer: customer, RedeemedAt: s.now().UTC()})
	if err != nil || !claimed {
		return false, err
	}
	used, known, err := store.UseAnyway(tx, code)
	if err != nil {
		return false, err
	}
	if !known { // whoever removed it counts no more
		return false, store.Unclaim(tx, order, code)
	}
	tx.Announce(Tag)
	if used.UseLimit > 0 && used.Redeemed > used.UseLimit {
		passed = true
	}
	if used.EachLimit == 0 {
		return passed, nil
	}
	_, err = store.UseByCustomer(tx, code, customer, math.MaxInt64)
	return passed, err
}

// refusal says why a promotion could not be used.
func (s *Service) refusal(tx *db.Tx, code string, now time.Time) error {
	row, found, err := store.CouponIn(tx, code)
	if err != nil {
		return fmt.Errorf("read promotion %q: %w", code, err)
	}
	if !found {
		return ErrUnknownCoupon
	}
	if err := fromRow(row).usable(now); err != nil {
		return err
	}
	return ErrCouponUsedUp // a use was given back in between: the next try may have it
}

// Release gives back what order has redeemed, once however often it is called.
func (s *Service) Release(ctx context.Context, order string) error {
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		released, err := store.Release(tx, order)
		if released {
			tx.Announce(Tag)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("release the promotions of order %s: %w", order, err)
	}
	return nil
}

// Spent returns which of promotions whoever has email cannot use once more. It
// asks the database only where there is a limit for each customer.
func (s *Service) Spent(ctx context.Context, email string, promotions []Promotion) (map[string]bool, error) {
	limits, customer := map[string]int64{}, Customer(email)
	for _, p := range promotions {
		if p.LimitEach > 0 {
			limits[p.Code] = int64(p.LimitEach)
		}
	}
	if len(limits) == 0 || customer == "" {
		return nil, nil
	}
	uses, err := s.store.UsesOf(ctx, customer)
	if err != nil {
		return nil, fmt.Errorf("read what a customer has used: %w", err)
	}
	spent := map[string]bool{}
	for code, limit := range limits {
		if uses[code] >= limit {
			spent[code] = true
		}
	}
	return spent, nil
}
