package remote_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync"
	"testing"
	"time"

	"holdfast/modules/kernel/clock"
	"holdfast/modules/media/internal/remote"
)

func TestAHostIsAskedForTwoPicturesAtATime(t *testing.T) {
	var mu sync.Mutex
	var now, most int
	both := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		now++
		if most = max(most, now); now == 2 {
			select {
			case <-both:
			default:
				close(both)
			}
		}
		mu.Unlock()
		<-both // until two are here at once
		mu.Lock()
		now--
		mu.Unlock()
		w.Header().Set("Content-Type", "image/png")
	}))
	defer server.Close()
	fetcher := remote.New(func(netip.AddrPort) error { return nil }, 1<<20, clock.System)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if _, err := fetcher.Fetch(t.Context(), server.URL); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if most != 2 {
		t.Errorf("%d at once, want 2", most)
	}
}

func TestAHostThatAsksForAPauseIsLeftAlone(t *testing.T) {
	now := time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)
	var mu sync.Mutex
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if asked++; asked == 1 {
			w.Header().Set("Retry-After", "90")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		w.Header().Set("Content-Type", "image/png")
	}))
	defer server.Close()
	fetcher := remote.New(func(netip.AddrPort) error { return nil }, 1<<20, func() time.Time { return now })
	for _, path := range []string{"/a.png", "/b.png"} {
		_, err := fetcher.Fetch(t.Context(), server.URL+path)
		if after, ok := remote.IsLater(err); !ok || after != 90*time.Second {
			t.Errorf("%s: %v, want to come back in 90 s", path, err)
		}
	}
	now = now.Add(91 * time.Second)
	if _, err := fetcher.Fetch(t.Context(), server.URL+"/a.png"); err != nil || asked != 2 {
		t.Errorf("after the pause: %v, asked %d times; want 2", err, asked)
	}
}
