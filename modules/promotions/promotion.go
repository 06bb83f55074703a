package promotions

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"holdfast/db"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/money"
)

// Kind is how a promotion takes something off.
type Kind string

// The kinds of promotions.
const (
	Percentage   Kind = "percentage"
	Fixed        Kind = "fixed"
	FreeShipping Kind = "free-shipping"
)

// Scope is what a promotion covers.
type Scope string

// The scopes; each but the first names its targets.
const (
	Everything  Scope = "everything"
	Categories  Scope = "category"
	Collections Scope = "collection"
	Products    Scope = "products"
)

// Bounds of what a merchant may enter.
const (
	maxCode    = 41 // bytes: NewCode has as many
	maxName    = 80
	maxTargets = 200
)

// million is what a percentage is counted in.
const million = 1_000_000

// NewCode returns a code for a promotion that needs none to be typed.
func NewCode() string { return "AUTO-" + strings.ToUpper(db.NewID()) }

// Promotion is what is taken off, when, on what, and for whom.
type Promotion struct {
	Code      string // normalised: see Normalise. What identifies it, typed or not
	Name      string // as shoppers read it; empty: the code
	Automatic bool   // holds without its code
	Kind      Kind
	PPM       int64       // Percentage: millionths; 100,000 is 10 %
	Amount    money.Money // Fixed: what is taken off
	Scope     Scope
	Targets   []string    // ids of categories, collections or products
	Minimum   money.Money // of the goods it covers, before any discount; zero: none
	From      time.Time   // the first instant it is valid; zero: always was
	Until     time.Time   // the first instant it no longer is; zero: always will be
	Limit     int         // how many orders may use it; zero: any number
	LimitEach int         // how many of one customer's; zero: any number
	Exclusive bool        // combines with no other
	Position  int         // lower ones apply first
	// Redeemed is how many orders hold a use of it. Save leaves it alone.
	Redeemed int
}

// Normalise returns code as it is kept: upper case, without any space.
func Normalise(code string) string {
	return strings.ToUpper(strings.Join(strings.Fields(code), ""))
}

// Label is what shoppers read.
func (p Promotion) Label() string {
	if p.Name != "" {
		return p.Name
	}
	return p.Code
}

// Missing returns how much more has to be bought before p takes anything off;
// zero when subtotal is enough.
func (p Promotion) Missing(subtotal money.Money) money.Money {
	if subtotal.Less(p.Minimum) {
		return p.Minimum.Sub(subtotal)
	}
	return money.New(0, subtotal.Currency)
}

// Off returns what p takes off what is left of the goods it covers: never more
// than that.
func (p Promotion) Off(left money.Money) money.Money {
	off := money.New(0, left.Currency)
	switch p.Kind {
	case Percentage:
		off = left.Part(p.PPM, million)
	case Fixed:
		off = off.Add(p.Amount)
	}
	if left.Less(off) {
		return left
	}
	return off
}

// Goods is as much of a line as a promotion's scope depends on, by ids.
type Goods struct {
	Product     string
	Categories  []string // those above them included
	Collections []string
}

// Covers reports whether p is for g.
func (p Promotion) Covers(g Goods) bool {
	of := []string{g.Product}
	switch p.Scope {
	case Everything, "":
		return true
	case Categories:
		of = g.Categories
	case Collections:
		of = g.Collections
	}
	return slices.ContainsFunc(of, func(id string) bool { return slices.Contains(p.Targets, id) })
}

// usable returns the fault that keeps p from being used at an instant.
func (p Promotion) usable(at time.Time) error {
	switch {
	case !p.From.IsZero() && at.Before(p.From):
		return ErrCouponNotYet
	case !p.Until.IsZero() && !at.Before(p.Until):
		return ErrCouponExpired
	case p.Limit > 0 && p.Redeemed >= p.Limit:
		return ErrCouponUsedUp
	}
	return nil
}

// prepared returns p as it is kept.
func (p Promotion) prepared() Promotion {
	p.Code, p.Name = Normalise(p.Code), strings.TrimSpace(p.Name)
	if p.Scope == "" {
		p.Scope = Everything
	}
	if p.Scope == Everything {
		p.Targets = nil
	}
	return p
}

func (p Promotion) check() error {
	var fields []fault.Field
	want := func(ok bool, name, message string) {
		if !ok {
			fields = append(fields, fault.Field{Name: name, Message: message})
		}
	}
	unprintable := func(r rune) bool { return !unicode.IsPrint(r) }
	want(p.Code != "" && len(p.Code) <= maxCode && !strings.ContainsFunc(p.Code, unprintable), "code", "Enter a code of 1 to 40 letters and figures.")
	want(len(p.Name) <= maxName && !strings.ContainsFunc(p.Name, unprintable), "name", "Keep to one line of 80 characters.")
	want(!p.Automatic || p.Name != "", "name", "Enter what shoppers read on their cart.")
	want(slices.Contains([]Kind{Percentage, Fixed, FreeShipping}, p.Kind), "kind", "Choose what the promotion takes off.")
	want(p.Kind != Percentage || p.PPM > 0 && p.PPM <= million, "percent", "Enter a percentage above 0 and up to 100.")
	want(p.Kind != Fixed || p.Amount.Minor > 0 && p.Amount.Currency != "", "amount", "Enter an amount above 0.")
	want(p.Minimum.Minor >= 0 && (p.Minimum.Minor == 0 || p.Minimum.Currency != "") &&
		(p.Amount.Currency == "" || p.Minimum.Currency == "" || p.Amount.Currency == p.Minimum.Currency), "minimum", "Enter a value of 0 or more, in the shop's currency.")
	want(p.Until.IsZero() || p.From.Before(p.Until), "until", "Enter an end that comes after the beginning.")
	want(p.Limit >= 0, "limit", "Enter 0 or more.")
	want(p.LimitEach >= 0, "limit_each", "Enter 0 or more.")
	want(slices.Contains([]Scope{Everything, Categories, Collections, Products}, p.Scope), "scope", "Choose what the promotion is for.")
	want(p.Scope == Everything || len(p.Targets) > 0 && len(p.Targets) <= maxTargets, "targets", "Name what the promotion is for.")
	want(!slices.ContainsFunc(p.Targets, func(id string) bool { return id == "" || strings.Contains(id, ",") }), "targets", "Name what the promotion is for.")
	return fault.InvalidFields(fields...)
}
