package server_test

import (
	"bytes"
	"compress/gzip"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"holdfast/web/server"
)

func TestWhatIsNoTextIsRefused(t *testing.T) {
	s := server.New(server.Options{})
	s.Router().Get("/", ok)
	s.Router().Post("/", ok)
	for query, want := range map[string]int{"": 200, "?q=caf%C3%A9": 200, "?q=%00": 400, "?q=%ff": 400, "?%c3%28=1": 400} {
		if res, _ := get(t, s, "/"+query); res.StatusCode != want {
			t.Errorf("GET /%s: %d, want %d", query, res.StatusCode, want)
		}
	}
	const part = "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n"
	for _, tt := range []struct {
		kind, body string
		want       int
	}{
		{"application/x-www-form-urlencoded", "name=Mary+O%E2%80%99Neill", 200},
		{"application/x-www-form-urlencoded", "name=%00", 400},
		{"application/x-www-form-urlencoded", "name=%c3%28", 400},
		{"application/json", "\"\x00\"", 200},
		{"multipart/form-data; boundary=x", part + "Mary\r\n--x--\r\n", 200},
		{"multipart/form-data; boundary=x", part + "M\x00ry\r\n--x--\r\n", 400},
	} {
		r := httptest.NewRequest("POST", "/", strings.NewReader(tt.body))
		r.Header.Set("Content-Type", tt.kind)
		if res, _ := send(t, s, r); res.StatusCode != tt.want {
			t.Errorf("%s %q: %d, want %d", tt.kind, tt.body, res.StatusCode, tt.want)
		}
	}
}

// A packed body can be a thousand times as long as what was sent.
func TestNoBodyIsUnpacked(t *testing.T) {
	s := server.New(server.Options{})
	s.Router().FromAnywhere().Post("/webhook", func(c *fiber.Ctx) error { return c.SendString(strconv.Itoa(len(c.Body()))) })
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	for range 64 {
		if _, err := w.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"application/json", "multipart/form-data; boundary=x"} {
		r := httptest.NewRequest("POST", "/webhook", bytes.NewReader(packed.Bytes()))
		r.Header.Set("Content-Type", kind)
		r.Header.Set("Content-Encoding", "gzip")
		if res, body := send(t, s, r); res.StatusCode != 415 {
			t.Errorf("%d packed bytes of %s: %d, %.40q; want 415", packed.Len(), kind, res.StatusCode, body)
		}
	}
}
