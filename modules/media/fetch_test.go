package media_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/media"
)

func TestAnExpectedPictureIsFetched(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		address := serve(t, picture(t, 400, 500))
		pictures := media.New(d, media.Options{Dir: t.TempDir(), Allow: anywhere})
		told := make(chan media.ID, 1)
		db.Listen(d, "test.ready", func(_ context.Context, e media.AssetReady) error { told <- e.ID; return nil })
		a := expect(t, pictures, address+"/mug.jpg")
		if a.State != media.Placeholder || open(t, pictures, a.ID, 320).Final {
			t.Errorf("before: %+v, want a placeholder", a)
		}
		dbtest.Start(t, d)
		if id := <-told; id != a.ID {
			t.Errorf("told of %s, want %s", id, a.ID)
		}
		dbtest.Idle(t, d)
		file := open(t, pictures, a.ID, 1280)
		if !file.Final || width(t, file) != 400 {
			t.Errorf("after: %+v, want the picture", file)
		}
	})
}

func TestAPictureExpectedTwiceIsFetchedOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var asked atomic.Int64
		show := picture(t, 40, 50)
		address := serve(t, func(w http.ResponseWriter, r *http.Request) { asked.Add(1); show(w, r) })
		pictures := media.New(d, media.Options{Dir: t.TempDir(), Allow: anywhere})
		var group sync.WaitGroup
		for range 5 {
			group.Go(func() { _, _ = pictures.Expect(t.Context(), address, address) })
		}
		group.Wait()
		dbtest.Start(t, d)
		dbtest.Idle(t, d)
		expect(t, pictures, address)
		dbtest.Idle(t, d)
		if got := asked.Load(); got != 1 {
			t.Errorf("fetched %d times, want once", got)
		}
	})
}

func TestARefusalStaysAPlaceholderUntilExpectedAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var shy atomic.Bool
		shy.Store(true)
		show := picture(t, 40, 50)
		address := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if shy.Load() {
				w.Header().Set("Content-Type", "text/html")
				_, _ = w.Write([]byte("<p>Sign in"))
				return
			}
			show(w, r)
		})
		pictures := media.New(d, media.Options{Dir: t.TempDir(), Allow: anywhere})
		a := expect(t, pictures, address)
		dbtest.Start(t, d)
		dbtest.Idle(t, d)
		if a, _ = pictures.Asset(t.Context(), a.ID); a.State != media.Placeholder || !strings.Contains(a.Fault, "text/html") {
			t.Errorf("given up: %+v, want a placeholder that says why", a)
		}
		shy.Store(false)
		expect(t, pictures, address)
		dbtest.Idle(t, d)
		if a, _ = pictures.Asset(t.Context(), a.ID); a.State != media.Ready || a.Fault != "" {
			t.Errorf("expected again: %+v, want it ready", a)
		}
	})
}

func TestAServerThatIsDownIsAskedAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		address := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
		pictures := media.New(d, media.Options{Dir: t.TempDir(), Allow: anywhere})
		a := expect(t, pictures, address)
		dbtest.Start(t, d)
		dbtest.Idle(t, d)
		if a, _ = pictures.Asset(t.Context(), a.ID); a.State != media.Placeholder || a.Fault != "" {
			t.Errorf("asset: %+v, want a placeholder that is not given up", a)
		}
		var waiting int64
		if err := d.Read(t.Context()).Raw("SELECT count(*) FROM media_assets WHERE due_at > ? AND tries = 1", time.Now()).Scan(&waiting).Error; err != nil || waiting != 1 {
			t.Errorf("%d pictures wait for another try, %v; want 1", waiting, err)
		}
	})
}

func TestThousandsOfPicturesAreFewJobs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		pictures := media.New(d, media.Options{Dir: t.TempDir(), Allow: anywhere})
		var addresses []string
		for n := range 300 {
			addresses = append(addresses, fmt.Sprintf("https://pictures.example/%d.jpg", n))
		}
		if _, err := pictures.Expect(t.Context(), addresses...); err != nil {
			t.Fatal(err)
		}
		var jobs int64
		if err := d.Read(t.Context()).Raw("SELECT count(*) FROM river_job").Scan(&jobs).Error; err != nil || jobs != 1 {
			t.Errorf("%d jobs, %v; want 1", jobs, err)
		}
	})
}

func TestWhatAServerSendsIsNotTrusted(t *testing.T) {
	answers := map[string]http.HandlerFunc{
		"a page":          func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) },
		"a lie":           func(w http.ResponseWriter, _ *http.Request) { typed(w, "image/png"); _, _ = w.Write([]byte("<html>")) },
		"endless":         endless,
		"round and round": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) },
		"to a file": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "file:///etc/hosts", http.StatusFound)
		},
		"to a credential": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://u:p@"+r.Host, http.StatusFound)
		},
		"promised as huge": func(w http.ResponseWriter, _ *http.Request) {
			typed(w, "image/png")
			w.Header().Set("Content-Length", "99999999")
		},
	}
	for name, answer := range answers {
		t.Run(name, func(t *testing.T) {
			d := dbtest.SQLite(t)
			pictures := media.New(d, media.Options{Dir: t.TempDir(), Allow: anywhere})
			a := expect(t, pictures, serve(t, answer)+"/")
			dbtest.Start(t, d)
			dbtest.Idle(t, d)
			if a, _ = pictures.Asset(t.Context(), a.ID); a.State != media.Placeholder || a.Fault == "" {
				t.Errorf("asset: %+v, want it given up", a)
			}
		})
	}
}

func TestTheNetworkInsideIsNotReached(t *testing.T) {
	var reached atomic.Bool
	inside := serve(t, func(http.ResponseWriter, *http.Request) { reached.Store(true) })
	port := inside[strings.LastIndex(inside, ":"):]
	d := dbtest.SQLite(t)
	pictures := media.New(d, media.Options{Dir: t.TempDir()})
	var all []media.Asset
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "127.1"} {
		all = append(all, expect(t, pictures, "http://"+host+port+"/"))
	}
	dbtest.Start(t, d)
	dbtest.Idle(t, d)
	for _, a := range all {
		if a, _ = pictures.Asset(t.Context(), a.ID); a.State != media.Placeholder {
			t.Errorf("%s: %s", a.Source, a.State)
		}
	}
	if reached.Load() {
		t.Error("a server inside was reached")
	}
}

func TestARedirectIntoTheNetworkIsNotFollowed(t *testing.T) {
	var reached atomic.Bool
	inside := serve(t, func(http.ResponseWriter, *http.Request) { reached.Store(true) })
	outside := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, inside, http.StatusFound) })
	d := dbtest.SQLite(t)
	onlyOutside := func(to netip.AddrPort) error {
		if strings.HasSuffix(outside, to.String()) {
			return nil
		}
		return errors.New("inside")
	}
	pictures := media.New(d, media.Options{Dir: t.TempDir(), Allow: onlyOutside})
	a := expect(t, pictures, outside)
	dbtest.Start(t, d)
	dbtest.Idle(t, d)
	if a, _ = pictures.Asset(t.Context(), a.ID); a.Fault == "" || reached.Load() {
		t.Errorf("asset: %+v, reached: %v", a, reached.Load())
	}
}

func TestAnAddressIsChecked(t *testing.T) {
	pictures := media.New(dbtest.SQLite(t), media.Options{Dir: t.TempDir()})
	bad := []string{"", "mug.jpg", "ftp://example.org/a.jpg", "file:///etc/passwd", "http:///a", "http://u:p@example.org/", "http://a b/", "https://e.org/" + strings.Repeat("x", 2000)}
	if i := slices.IndexFunc(bad, func(a string) bool { return pictures.CheckAddress(a) == nil }); i >= 0 {
		t.Errorf("%q is taken", bad[i])
	}
	if err := pictures.CheckAddress("https://cdn.example.org/files/mug.jpg?v=2"); err != nil {
		t.Errorf("a good address: %v", err)
	}
}

func anywhere(netip.AddrPort) error { return nil }

func serve(t *testing.T, answer http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	return server.URL
}

func picture(t *testing.T, w, h int) http.HandlerFunc {
	content := photo(t, w, h)
	return func(w http.ResponseWriter, _ *http.Request) { typed(w, "image/jpeg"); _, _ = w.Write(content) }
}

func typed(w http.ResponseWriter, kind string) { w.Header().Set("Content-Type", kind) }

func endless(w http.ResponseWriter, _ *http.Request) {
	typed(w, "image/jpeg")
	for part := make([]byte, 1<<20); ; {
		if _, err := w.Write(part); err != nil {
			return
		}
	}
}

func expect(t *testing.T, pictures *media.Service, address string) media.Asset {
	t.Helper()
	all, err := pictures.Expect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	return all[address]
}
