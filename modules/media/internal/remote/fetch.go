// Package remote fetches pictures from other machines' web servers, and trusts
// neither the address nor the answer.
//
// An address is checked where the connection is made, after its name has been
// resolved and for every redirect: a name that resolves to something else the
// second time gains nothing.
package remote

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"holdfast/modules/kernel/clock"
)

// Bounds on one fetch.
const (
	timeout      = 30 * time.Second
	maxRedirects = 5
	// MaxAddress bounds an address, in bytes.
	MaxAddress = 2000
	perHost    = 2 // at once; others' servers are not ours to wear out
)

// refusal is a fault that trying again will not mend.
type refusal struct{ error }

func (r refusal) Unwrap() error { return r.error }

func refuse(format string, args ...any) error { return refusal{fmt.Errorf(format, args...)} }

// IsRefusal reports whether trying again would not help.
func IsRefusal(err error) bool {
	_, ok := errors.AsType[refusal](err)
	return ok
}

// Fetcher fetches.
type Fetcher struct {
	client http.Client
	hosts  hosts
	max    int64
	now    clock.Clock
}

// New returns a fetcher of at most maxBytes, which connects only where allow
// has nothing against it; nil is PublicOnly.
func New(allow func(netip.AddrPort) error, maxBytes int64, now clock.Clock) *Fetcher {
	if allow == nil {
		allow = PublicOnly
	}
	dialer := &net.Dialer{
		Timeout: 5 * time.Second,
		Control: func(_, address string, _ syscall.RawConn) error {
			to, err := netip.ParseAddrPort(address)
			if err == nil {
				err = allow(to)
			}
			if err != nil {
				return refusal{err}
			}
			return nil
		},
	}
	return &Fetcher{
		max: maxBytes, now: now, hosts: hosts{now: now, busy: map[string]*host{}},
		client: http.Client{
			Timeout: timeout,
			Transport: &http.Transport{
				DialContext:            dialer.DialContext, // and no proxy: it would resolve names for us
				ForceAttemptHTTP2:      true,
				TLSHandshakeTimeout:    5 * time.Second,
				ResponseHeaderTimeout:  15 * time.Second,
				MaxResponseHeaderBytes: 64 << 10,
				IdleConnTimeout:        10 * time.Second,
				MaxIdleConnsPerHost:    perHost,
			},
			CheckRedirect: func(next *http.Request, before []*http.Request) error {
				if len(before) > maxRedirects {
					return refuse("more than %d redirects", maxRedirects)
				}
				return check(next.URL)
			},
		},
	}
}

// Check says what is wrong with an address, before anything is fetched.
func Check(address string) error {
	if len(address) > MaxAddress {
		return refuse("the address is longer than %d characters", MaxAddress)
	}
	u, err := url.Parse(address)
	if err != nil {
		return refuse("it is no web address")
	}
	return check(u)
}

func check(u *url.URL) error {
	if (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || u.Opaque != "" {
		return refuse("it is no web address (http:// or https://)")
	}
	if u.User != nil {
		return refuse("the address contains a user's name")
	}
	return nil
}

// Fetch returns what is at address. Later says that its host wants to be left
// alone.
func (f *Fetcher) Fetch(ctx context.Context, address string) ([]byte, error) {
	if err := Check(address); err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, refuse("it is no web address")
	}
	req.Header.Set("Accept", "image/jpeg, image/png, image/webp;q=0.9, image/gif;q=0.8")
	req.Header.Set("User-Agent", "Holdfast (shop; fetches pictures of products)")
	leave, err := f.hosts.enter(ctx, req.URL.Host)
	if err != nil {
		return nil, err
	}
	defer leave()
	resp, err := f.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("fetch %s: %w", req.URL.Redacted(), err)
	}
	defer resp.Body.Close()
	if after, asked := asksForPause(resp, f.now()); asked {
		f.hosts.pause(req.URL.Host, after)
		return nil, Later{after}
	}
	return f.read(resp)
}

func (f *Fetcher) read(resp *http.Response) ([]byte, error) {
	switch resp.StatusCode {
	case http.StatusNotFound, http.StatusGone, http.StatusUnauthorized, http.StatusForbidden:
		return nil, refuse("the server answered %s", resp.Status)
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the server answered %s", resp.Status)
	}
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	// Some stores of objects do not know what they keep; what it is is found
	// out from its bytes in any case.
	if kind != "" && !strings.HasPrefix(kind, "image/") && kind != "application/octet-stream" && kind != "binary/octet-stream" {
		return nil, refuse("the server sent %s, no picture", kind)
	}
	if resp.ContentLength > f.max {
		return nil, refuse("the picture is larger than %d MB", f.max>>20)
	}
	content, err := io.ReadAll(io.LimitReader(resp.Body, f.max+1))
	if err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	if int64(len(content)) > f.max {
		return nil, refuse("the picture is larger than %d MB", f.max>>20)
	}
	return content, nil
}
