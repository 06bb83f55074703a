package server_test

import (
	"net/http/httptest"
	"strings"
	"testing"

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
