package server_test

import (
	"bytes"
	"net/http"
	"testing"

	"github.com/valyala/fasthttp"

	"holdfast/web/server"
)

func TestOnlyWhoMayTakesMoreThanOthers(t *testing.T) {
	may := func(h *fasthttp.RequestHeader) bool { return string(h.Cookie("session")) == "an operator's" }
	s := server.New(server.Options{Addr: "127.0.0.1:0", BodyLimit: 1 << 10,
		Bounds: []server.Bound{{Method: http.MethodPost, Path: "/large", May: may, Body: 64 << 10}}})
	s.Router().FromAnywhere().Post("/large", ok)
	s.Router().FromAnywhere().Post("/small", ok)
	url, stop, ended := serve(t, s)
	for _, sent := range []struct {
		path, cookie string
		want         int
	}{
		{"/large", "session=an operator's", http.StatusOK},
		{"/large", "session=made up", http.StatusRequestEntityTooLarge},
		{"/large", "", http.StatusRequestEntityTooLarge},
		{"/small", "session=an operator's", http.StatusRequestEntityTooLarge},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+sent.path, bytes.NewReader(make([]byte, 32<<10)))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Cookie", sent.cookie)
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != sent.want {
			t.Errorf("%s with the cookie %q: %d, want %d", sent.path, sent.cookie, res.StatusCode, sent.want)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
