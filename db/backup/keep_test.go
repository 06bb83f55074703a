package backup

import (
	"errors"
	"slices"
	"testing"
	"time"
)

func TestOfEachDayWeekAndMonthTheLastIsKept(t *testing.T) {
	k, err := ParseKeep("3d 2w, 2m")
	if err != nil || k.String() != "3d 2w 2m" {
		t.Fatal(k, err)
	}
	var made []time.Time
	for day := range 70 { // twice a day until Sunday, 22 November
		at := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC).AddDate(0, 0, -day)
		made = append(made, at, at.Add(12*time.Hour))
	}
	var kept []string
	for at := range k.keeps(made) {
		kept = append(kept, at.Format("01-02 15"))
	}
	slices.Sort(kept)
	// Of three days, of the weeks that ended on the 15th and go on, of October.
	want := []string{"10-31 15", "11-15 15", "11-20 15", "11-21 15", "11-22 15"}
	if !slices.Equal(kept, want) {
		t.Errorf("kept are %v, want %v", kept, want)
	}
	if one := (Keep{}).keeps(made); len(one) != 1 {
		t.Errorf("by no rule %d are kept, want the newest", len(one))
	}
}

func TestARuleThatMakesNoSenseIsRefused(t *testing.T) {
	for _, text := range []string{"", "d", "7", "7x", "-1d", "0d", "7dd", "1001d"} {
		if k, err := ParseKeep(text); !errors.Is(err, ErrKeep) {
			t.Errorf("%q: got %v, %v", text, k, err)
		}
	}
}

func TestOnlyNamesOfOursAreOurs(t *testing.T) {
	at := time.Date(2026, 11, 22, 3, 4, 5, 0, time.UTC)
	if got, ours := instantOf(nameOf(at)); !ours || !got.Equal(at) {
		t.Errorf("%s is of %v, %v", nameOf(at), got, ours)
	}
	for _, name := range []string{"shop.tar.zst", "shop-20261122T030405Z.tar.zst.old", "shop-20261322T030405Z.tar.zst", "my-shop-20261122T030405Z.tar.zst"} {
		if _, ours := instantOf(name); ours {
			t.Errorf("%s is taken for ours", name)
		}
	}
}
