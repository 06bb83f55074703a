package remote_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync"
	"testing"

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
	fetcher := remote.New(func(netip.AddrPort) error { return nil }, 1<<20)
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
