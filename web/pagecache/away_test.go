package pagecache_test

import (
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/web/pagecache"
)

func TestWithoutRecordsAnOldPageIsBetterThanNone(t *testing.T) {
	away := false
	s := open(t, pagecache.Options{Away: func() bool { return away }}, pagecache.Live(), func(c *fiber.Ctx) error {
		if away {
			return c.Status(503).SendString("cannot be reached")
		}
		return mug(c)
	})
	s.get(t, "/products/mug")
	s.get(t, "/products/dropped")
	s.Drop("product:dropped")
	s.now, away = s.now.Add(10*time.Minute), true

	for _, cookie := range []string{"", "cart=full", "session=mara"} {
		if res, body := s.get(t, "/products/mug", "Cookie", cookie); res.StatusCode != 200 || body != "<h1>mug</h1>" {
			t.Errorf("cookie %q: %d %q", cookie, res.StatusCode, body)
		}
	}
	for _, path := range []string{"/products/dropped", "/products/unread"} {
		if res, _ := s.get(t, path); res.StatusCode != 503 {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
	s.now = s.now.Add(time.Hour)
	if res, _ := s.get(t, "/products/mug"); res.StatusCode != 503 {
		t.Errorf("after an hour: %d", res.StatusCode)
	}
	away = false
	if res, body := s.get(t, "/products/mug", "Cookie", "cart=full"); res.StatusCode != 200 || s.runs.Load() < 5 {
		t.Errorf("back again: %d %q", res.StatusCode, body)
	}
}

func TestWhoeverIsMakingAPageWhenTheRecordsGoGetsTheOldOne(t *testing.T) {
	away, going := false, false
	s := open(t, pagecache.Options{Away: func() bool { return away }}, pagecache.Live(), func(c *fiber.Ctx) error {
		if going {
			away = true
			pagecache.Unmade(c)
			return c.Status(503).SendString("cannot be reached")
		}
		return mug(c)
	})
	s.get(t, "/products/mug")
	s.now, going = s.now.Add(10*time.Minute), true

	for _, cookie := range []string{"", "cart=full"} {
		away = false
		if res, body := s.get(t, "/products/mug", "Cookie", cookie); !away || res.StatusCode != 200 || body != "<h1>mug</h1>" {
			t.Errorf("cookie %q: %d %q", cookie, res.StatusCode, body)
		}
	}
}
