package credentials

import (
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"time"
)

// Realm is whose passwords are tried: what is tried on one realm's accounts
// slows nobody down in another.
type Realm string

// The realms.
const (
	Staff     Realm = "staff"
	Customers Realm = "customers"
)

// forgetAfter is how long after the last attempt all of them are forgotten.
const forgetAfter = time.Hour

// knownFor is how long an address is known that an account was signed in from.
const knownFor = 90 * 24 * time.Hour

// window is how long a key has to wait after its nth attempt in a row that did
// not succeed: nothing for those that are free, then 1, 2, 4 … seconds, at most
// its longest.
type window struct {
	free    int
	longest time.Duration
}

// windows are a realm's. An address guesses at many accounts, an account is
// guessed at from many addresses; the account's own window is short, since
// whoever fills it keeps its owner waiting, too. Thousands of customers share a
// carrier's address, so theirs is wide and short; operators do not.
type windows struct{ pair, address, account, letter, letters window }

func windowsOf(r Realm) windows {
	w := windows{
		pair:    window{free: 5, longest: 15 * time.Minute},
		address: window{free: 30, longest: 15 * time.Minute},
		account: window{free: 30, longest: 30 * time.Second},
		letter:  window{free: 3, longest: 15 * time.Minute},
		letters: window{free: 100, longest: 30 * time.Second},
	}
	if r == Customers {
		w.address = window{free: 300, longest: 15 * time.Second}
	}
	return w
}

func (w window) after(attempts int) time.Duration {
	over := attempts - w.free
	if over <= 0 {
		return 0
	}
	if over > 20 { // 2^20 s is longer than any window
		return w.longest
	}
	return min(w.longest, time.Second<<(over-1))
}

// Attempt is what one guess is counted under.
type Attempt struct {
	keys []counted
	// known, when it is on record, takes shared's place: the account was signed
	// in to from there.
	known, shared string
}

type counted struct {
	key    string
	window window
	keeps  bool // the others' attempts, when this one succeeds
}

// SignIn is an attempt to sign in to the account with email from a client's
// address. Names are hashed: a typed e-mail is sometimes a password.
func SignIn(r Realm, email, from string) Attempt {
	w, network := windowsOf(r), networkOf(from)
	pair, account := digest(email+"\n"+network), name(r, "account", digest(email))
	return Attempt{
		keys: []counted{
			{key: account, window: w.account},
			// An address keeps the others' attempts, or one known password would
			// buy guesses at all accounts.
			{key: name(r, "address", network), window: w.address, keeps: true},
			{key: name(r, "pair", pair), window: w.pair},
		},
		known: name(r, "known", pair), shared: account,
	}
}

// Change is an attempt to say the present password of an account that one is
// signed in to.
func Change(r Realm, account string) Attempt {
	return Attempt{keys: []counted{{key: name(r, "change", account), window: windowsOf(r).account}}}
}

// Letter is a mail asked for by who is not signed in: few to one e-mail, more
// from one address.
func Letter(r Realm, email, from string) Attempt {
	w := windowsOf(r)
	return Attempt{keys: []counted{
		{key: name(r, "letter", digest(email)), window: w.letter},
		{key: name(r, "letters", networkOf(from)), window: w.letters},
	}}
}

func name(r Realm, what, whose string) string { return string(r) + ":" + what + ":" + whose }

// networkOf is what one client has to itself: an IPv4 address, or the /64 that
// an IPv6 host picks its addresses from.
func networkOf(from string) string {
	address, err := netip.ParseAddr(from)
	if err != nil {
		return digest(from)
	}
	address = address.Unmap()
	if address.Is4() {
		return address.String()
	}
	return netip.PrefixFrom(address.WithZone(""), 64).Masked().String()
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}
