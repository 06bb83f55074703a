package staff

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"holdfast/db"
)

// forgetAfter is how long after the last attempt all of them are forgotten.
const forgetAfter = time.Hour

// window is how long a key has to wait after its nth attempt in a row that did
// not succeed: nothing for those that are free, then 1, 2, 4 … seconds, at most
// its longest.
type window struct {
	free    int
	longest time.Duration
}

// An address guesses at many accounts, an account is guessed at from many
// addresses; the account's own window is short, since whoever fills it keeps
// its operator waiting, too.
var (
	pairWindow    = window{free: 5, longest: 15 * time.Minute}
	addressWindow = window{free: 30, longest: 15 * time.Minute}
	accountWindow = window{free: 30, longest: 30 * time.Second}
)

func (w window) after(attempts int) time.Duration {
	over := attempts - w.free
	if over <= 0 {
		return 0
	}
	if over > 20 { // 2^20 s is longer than any window
		return w.longest
	}
	return min(w.longest, time.Second<<(over-1))
}

// attempt is what one guess is counted under.
type attempt []struct {
	key    string
	window window
}

// attemptOf hashes the names: a typed e-mail is sometimes a password.
func attemptOf(email, from string) attempt {
	network := networkOf(from)
	a := attempt{
		{"account:" + digest(email), accountWindow},
		{"address:" + network, addressWindow},
		{"pair:" + digest(email+"\n"+network), pairWindow},
	}
	return a
}

// claim counts an attempt before it is made, so that many at once are counted
// too. While any of its keys has to wait nothing is counted: who waits gets in.
// Faults: ErrThrottled.
func (s *Service) claim(ctx context.Context, a attempt) error {
	now := s.now()
	keys := slices.Clone(a)
	// In one order, so that two that share keys never wait for each other.
	slices.SortFunc(keys, func(x, y struct {
		key    string
		window window
	}) int {
		return strings.Compare(x.key, y.key)
	})
	return s.db.Write(ctx, func(tx *db.Tx) error {
		for _, k := range keys {
			attempts, allowed, err := s.store.CountAttempt(tx, k.key, now, now.Add(-forgetAfter))
			if err != nil {
				return fmt.Errorf("count an attempt: %w", err)
			}
			if !allowed {
				return ErrThrottled
			}
			if err := s.store.Wait(tx, k.key, now.Add(k.window.after(attempts))); err != nil {
				return fmt.Errorf("count an attempt: %w", err)
			}
		}
		return nil
	})
}

// forgive takes a successful attempt back. An address keeps the others', or
// one known password would buy guesses at all accounts.
func (s *Service) forgive(tx *db.Tx, a attempt) error {
	for _, k := range a {
		err := s.store.Forgive(tx, k.key, k.window == addressWindow)
		if err != nil {
			return fmt.Errorf("forgive an attempt: %w", err)
		}
	}
	return nil
}

func (s *Service) forgetAttempts(ctx context.Context) error {
	return s.db.Write(ctx, func(tx *db.Tx) error { return s.store.ForgetAttempts(tx, s.now().Add(-forgetAfter)) })
}

// networkOf is what one client has to itself: an IPv4 address, or the /64 that
// an IPv6 host picks its addresses from.
func networkOf(from string) string {
	address, err := netip.ParseAddr(from)
	if err != nil {
		return digest(from)
	}
	address = address.Unmap()
	if address.Is4() {
		return address.String()
	}
	return netip.PrefixFrom(address.WithZone(""), 64).Masked().String()
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}
