package email

import (
	"context"
	"time"

	"holdfast/views/i18n"
)

// Account is what a mail says about an account.
type Account struct {
	Name  string // of whom it is written to; may be empty
	Email string // to whom it goes
	Other string // the other address, where there are two
	URL   string // absolute: the link, or where to go on; may be empty
	At    time.Time
}

// Opening has its reader open an account, or do nothing.
func Opening(ctx context.Context, shop Shop, a Account) (Words, error) {
	return write(ctx, account(ctx, shop, a, "opening"))
}

// Exists says that there is an account already.
func Exists(ctx context.Context, shop Shop, a Account) (Words, error) {
	return write(ctx, account(ctx, shop, a, "exists"))
}

// Missing says that there is no account whose password could be another one.
func Missing(ctx context.Context, shop Shop, a Account) (Words, error) {
	return write(ctx, account(ctx, shop, a, "missing"))
}

// Reset has its reader choose another password, or do nothing.
func Reset(ctx context.Context, shop Shop, a Account) (Words, error) {
	return write(ctx, account(ctx, shop, a, "reset"))
}

// Changed says that the password is another one.
func Changed(ctx context.Context, shop Shop, a Account) (Words, error) {
	return write(ctx, account(ctx, shop, a, "changed"))
}

// Proof has its reader prove that an address is theirs, or do nothing.
func Proof(ctx context.Context, shop Shop, a Account) (Words, error) {
	return write(ctx, account(ctx, shop, a, "proof"))
}

// Taken says that somebody wanted to use the address of an account.
func Taken(ctx context.Context, shop Shop, a Account) (Words, error) {
	return write(ctx, account(ctx, shop, a, "taken"))
}

// Moved says, to the old address, that the account has another one.
func Moved(ctx context.Context, shop Shop, a Account) (Words, error) {
	return write(ctx, account(ctx, shop, a, "moved"))
}

// account is a letter whose words begin with accountmail.kind: two sentences,
// a button, and what to do if one has not asked for it.
func account(ctx context.Context, shop Shop, a Account, kind string) letter {
	say := func(part string) string {
		return i18n.F(ctx, "accountmail."+kind+"_"+part, "Shop", shop.Name, "Email", a.Email, "Other", a.Other, "Date", i18n.Date(ctx, a.At))
	}
	l := newLetter(ctx, shop, Order{Name: a.Name})
	l.Subject, l.Heading = say("subject"), say("heading")
	l.say(say("text"))
	if address := webURL(a.URL); address != "" {
		l.Buttons = []button{{say("button"), address}}
	}
	l.say(say("else"))
	l.Why = i18n.F(ctx, "accountmail.why", "Shop", shop.Name)
	return l
}
