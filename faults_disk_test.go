package main

import (
	"testing"

	"golang.org/x/sys/unix"
)

// diskFull has every file of the shop's process be as long as it may be: each
// write fails as it does on a full disk.
func (b *besieged) diskFull(full bool) {
	b.t.Helper()
	limit := unix.Rlimit{Cur: unix.RLIM_INFINITY, Max: unix.RLIM_INFINITY}
	if full {
		limit.Cur = 1
	}
	if err := unix.Prlimit(b.process.cmd.Process.Pid, unix.RLIMIT_FSIZE, &limit, nil); err != nil {
		b.t.Fatal(err)
	}
}

// whileTheDiskIsFull has people in a shop on SQLite that cannot write.
func whileTheDiskIsFull(t *testing.T) row {
	t.Helper()
	o := outage{name: "the disk is full (SQLite)", note: "Everything can be read, by operators who are signed in, too.",
		differ: map[string]outcome{"add to the cart": kept, "place the order": kept, "pay by card": refused, "sign in (customer)": refused, "sign in (operator)": refused}}
	b := besiegeSQLite(t)
	s := b.begin()
	b.diskFull(true)
	r := row{outage: o, seen: s.through(o)}
	b.diskFull(false)
	r.well = s.wellAgain(t, r.seen)
	b.settled()
	return r
}
