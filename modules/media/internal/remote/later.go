package remote

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Later says that a host wants to be left alone for a while.
type Later struct{ After time.Duration }

func (l Later) Error() string {
	return fmt.Sprintf("the server asks to come back in %s", l.After.Round(time.Second))
}

// IsLater returns how long to leave the host alone, if it asked for that.
func IsLater(err error) (after time.Duration, ok bool) {
	later, ok := errors.AsType[Later](err)
	return later.After, ok
}

// How long a host is left alone that says that it has too much to do, without
// saying for how long, and at most.
const (
	pauseUnsaid = time.Minute
	pauseMost   = 24 * time.Hour
)

// retryAfter reads RFC 9110's Retry-After: seconds, or a date.
func retryAfter(header string, now time.Time) (time.Duration, bool) {
	header = strings.TrimSpace(header)
	if seconds, err := strconv.Atoi(header); err == nil && seconds >= 0 {
		return min(time.Duration(min(seconds, 1<<20))*time.Second, pauseMost), true
	}
	if at, err := http.ParseTime(header); err == nil {
		return min(max(at.Sub(now), 0), pauseMost), true
	}
	return 0, false
}

// asksForPause reports whether an answer asks to be left alone.
func asksForPause(resp *http.Response, now time.Time) (time.Duration, bool) {
	after, said := retryAfter(resp.Header.Get("Retry-After"), now)
	switch {
	case resp.StatusCode == http.StatusTooManyRequests && !said:
		return pauseUnsaid, true
	case resp.StatusCode == http.StatusTooManyRequests, resp.StatusCode == http.StatusServiceUnavailable && said:
		return max(after, time.Second), true
	}
	return 0, false
}
