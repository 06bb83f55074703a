package credentials_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"holdfast/modules/credentials"
)

func TestAHashFitsItsPasswordOnly(t *testing.T) {
	h := credentials.NewHasher(2)
	hash, err := h.Hash(t.Context(), "correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("hash: got %s", hash)
	}
	for text, want := range map[string]bool{"correct horse battery": true, "correct horse batterz": false, "": false} {
		if got, err := h.Verify(t.Context(), text, hash); err != nil || got != want {
			t.Errorf("Verify(%q): got %v, %v", text, got, err)
		}
	}
}

func TestAHashMadeElsewhereFits(t *testing.T) {
	// The reference implementation's own test vector of argon2id, v = 19, for
	// "password" with the salt "somesalt", m = 64 MiB, t = 2, p = 1.
	const hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	if ok, err := credentials.NewHasher(2).Verify(t.Context(), "password", hash); err != nil || !ok {
		t.Errorf("Verify: got %v, %v", ok, err)
	}
}

func TestNoHashFitsNothing(t *testing.T) {
	h := credentials.NewHasher(2)
	if ok, err := h.Verify(t.Context(), "", ""); ok || err != nil {
		t.Errorf("Verify: got %v, %v", ok, err)
	}
	for _, foreign := range []string{"plain", "$2a$10$abc", "$argon2id$v=19$m=1,t=0,p=1$c2FsdA$YQ", "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$"} {
		if ok, err := h.Verify(t.Context(), "plain", foreign); ok || err == nil {
			t.Errorf("Verify against %s: got %v, %v", foreign, ok, err)
		}
	}
}

func TestWhoFindsTheQueueFullIsTold(t *testing.T) {
	h := credentials.NewHasher(2)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var group sync.WaitGroup
	var mu sync.Mutex
	busy, others := 0, 0
	for range 200 {
		group.Go(func() {
			_, err := h.Hash(ctx, "correct horse battery")
			mu.Lock()
			defer mu.Unlock()
			if errors.Is(err, credentials.ErrBusy) {
				busy++
				cancel() // whoever waits goes away, so that the test is short
			} else {
				others++
			}
		})
	}
	group.Wait()
	if busy == 0 || others == 0 {
		t.Errorf("%d were told, %d were not", busy, others)
	}
	if _, err := h.Hash(t.Context(), "correct horse battery"); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}
