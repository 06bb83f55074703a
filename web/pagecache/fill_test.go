package pagecache_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/gofiber/fiber/v2"

	"holdfast/web/pagecache"
)

func TestManyReadersOfOnePageWaitForOneMaking(t *testing.T) {
	reached, finish := make(chan bool), make(chan bool)
	s := open(t, pagecache.Options{}, pagecache.Live(), func(c *fiber.Ctx) error {
		reached <- true
		<-finish
		return mug(c)
	})
	var all sync.WaitGroup
	var wrong atomic.Int64
	read := func() {
		all.Go(func() {
			if _, body := s.get(t, "/products/mug"); body != "<h1>mug</h1>" {
				wrong.Add(1)
			}
		})
	}
	read()
	<-reached
	for range 50 {
		read()
	}
	close(finish)
	all.Wait()

	s.wantRuns(t, 1, "fifty-one readers at once")
	if wrong.Load() != 0 {
		t.Fatalf("%d readers got something else", wrong.Load())
	}
}

// A page that began to be made before a change may hold what was true before.
func TestPageBegunBeforeAChangeIsNotKept(t *testing.T) {
	reached, finish := make(chan bool, 8), make(chan bool)
	price := atomic.Value{}
	price.Store("old")
	s := open(t, pagecache.Options{}, pagecache.Still(), func(c *fiber.Ctx) error {
		shown := price.Load().(string)
		reached <- true
		<-finish
		pagecache.Tag(c, "product:mug")
		return c.SendString(shown)
	})
	var all sync.WaitGroup
	all.Go(func() { s.get(t, "/products/mug") })
	<-reached
	price.Store("new")
	s.Drop("product:mug")
	var late string
	all.Go(func() { _, late = s.get(t, "/products/mug") }) // boards the flight, or comes after it
	close(finish)
	all.Wait()

	_, after := s.get(t, "/products/mug")
	if late != "new" || after != "new" {
		t.Fatalf("asked after the change: %q and %q", late, after)
	}
	if s.Stats().Stored != 1 {
		t.Fatalf("%d pages were kept", s.Stats().Stored)
	}
}
