package promotions

import (
	"strings"
	"time"
	"unicode"

	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/money"
	"holdfast/modules/promotions/internal/store"
)

// Kind is how a coupon takes something off.
type Kind string

// The kinds of coupons.
const (
	Percentage   Kind = "percentage"
	Fixed        Kind = "fixed"
	FreeShipping Kind = "free-shipping"
)

// maxCode bounds a code, in bytes.
const maxCode = 40

// million is what a percentage is counted in.
const million = 1_000_000

// Coupon is a code and what it takes off.
type Coupon struct {
	Code    string // normalised: see Normalise
	Kind    Kind
	PPM     int64       // Percentage: millionths of the subtotal; 100,000 is 10 %
	Amount  money.Money // Fixed: what is taken off
	Minimum money.Money // the subtotal it asks for; zero: none
	From    time.Time   // the first instant it is valid; zero: always was
	Until   time.Time   // the first instant it no longer is; zero: always will be
	Limit   int         // how many orders may use it; zero: any number
	// Redeemed is how many orders hold a use of it. Save leaves it alone.
	Redeemed int
}

// Normalise returns code as it is kept: upper case, without any space.
func Normalise(code string) string {
	return strings.ToUpper(strings.Join(strings.Fields(code), ""))
}

// Missing returns how much more has to be bought before c takes anything off;
// zero when subtotal is enough.
func (c Coupon) Missing(subtotal money.Money) money.Money {
	if subtotal.Less(c.Minimum) {
		return c.Minimum.Sub(subtotal)
	}
	return money.New(0, subtotal.Currency)
}

// Discount returns what c takes off a subtotal: never more than that, and
// nothing below its minimum. Free shipping takes nothing off the goods; see
// ShipsFree.
func (c Coupon) Discount(subtotal money.Money) money.Money {
	off := money.New(0, subtotal.Currency)
	switch {
	case !c.Missing(subtotal).IsZero():
		return off
	case c.Kind == Percentage:
		off = subtotal.Part(c.PPM, million)
	case c.Kind == Fixed:
		off = off.Add(c.Amount)
	}
	if subtotal.Less(off) {
		return subtotal
	}
	return off
}

// ShipsFree reports whether c takes off the price of shipping, at a subtotal.
func (c Coupon) ShipsFree(subtotal money.Money) bool {
	return c.Kind == FreeShipping && c.Missing(subtotal).IsZero()
}

// usable returns the fault that keeps c from being used at an instant.
func (c Coupon) usable(at time.Time) error {
	switch {
	case !c.From.IsZero() && at.Before(c.From):
		return ErrCouponNotYet
	case !c.Until.IsZero() && !at.Before(c.Until):
		return ErrCouponExpired
	case c.Limit > 0 && c.Redeemed >= c.Limit:
		return ErrCouponUsedUp
	}
	return nil
}

func (c Coupon) check() error {
	var fields []fault.Field
	wrong := func(name, message string) { fields = append(fields, fault.Field{Name: name, Message: message}) }
	if c.Code == "" || len(c.Code) > maxCode || strings.ContainsFunc(c.Code, func(r rune) bool { return !unicode.IsPrint(r) }) {
		wrong("code", "Enter a code of 1 to 40 letters and figures.")
	}
	switch c.Kind {
	case Percentage:
		if c.PPM <= 0 || c.PPM > million {
			wrong("percent", "Enter a percentage above 0 and up to 100.")
		}
	case Fixed:
		if c.Amount.Minor <= 0 || c.Amount.Currency == "" {
			wrong("amount", "Enter an amount above 0.")
		}
	case FreeShipping:
	default:
		wrong("kind", "Choose what the coupon takes off.")
	}
	if c.Minimum.Minor < 0 || (c.Minimum.Minor > 0 && c.Minimum.Currency == "") ||
		(c.Amount.Currency != "" && c.Minimum.Currency != "" && c.Amount.Currency != c.Minimum.Currency) {
		wrong("minimum", "Enter a subtotal of 0 or more, in the shop's currency.")
	}
	if !c.Until.IsZero() && !c.From.Before(c.Until) {
		wrong("until", "Enter an end that comes after the beginning.")
	}
	if c.Limit < 0 {
		wrong("limit", "Enter 0 or more.")
	}
	return fault.InvalidFields(fields...)
}

func toRow(c Coupon) store.Coupon {
	currency := c.Amount.Currency
	if currency == "" {
		currency = c.Minimum.Currency
	}
	return store.Coupon{
		Code: c.Code, Kind: string(c.Kind), PPM: c.PPM, Amount: c.Amount.Minor, Minimum: c.Minimum.Minor,
		Currency: currency, ValidFrom: instant(c.From), ValidUntil: instant(c.Until), UseLimit: int64(c.Limit),
	}
}

func fromRow(row store.Coupon) Coupon {
	c := Coupon{
		Code: row.Code, Kind: Kind(row.Kind), PPM: row.PPM,
		Amount: money.New(row.Amount, row.Currency), Minimum: money.New(row.Minimum, row.Currency),
		Limit: int(row.UseLimit), Redeemed: int(row.Redeemed),
	}
	if row.ValidFrom != nil {
		c.From = row.ValidFrom.UTC()
	}
	if row.ValidUntil != nil {
		c.Until = row.ValidUntil.UTC()
	}
	return c
}

func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}
