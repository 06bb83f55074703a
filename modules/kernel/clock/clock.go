// Package clock is where the shop reads the time, so that a test can set it.
package clock

import "time"

// Clock returns the present instant, in UTC.
type Clock func() time.Time

// System reads the machine's clock, to the microsecond: that is what both
// databases keep, so an instant survives being stored.
func System() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// Fixed returns a clock that stands still at t.
func Fixed(t time.Time) Clock { return func() time.Time { return t.UTC() } }
