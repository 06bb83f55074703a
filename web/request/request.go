// Package request says what is known of one request, wherever its context
// goes: which one it is, in which language it is answered, and who asks.
package request

import (
	"context"
	"encoding/hex"
	"math/rand/v2"
	"net/netip"

	"holdfast/web/hint"
)

// Variant is what a page depends on beside its address. Two shoppers of one
// variant are shown the same anonymous page.
type Variant struct {
	Locale   string // "en", "de"
	Shop     string // the language of the merchant's own words
	Features string // which of the optional parts are on, as short as may be
}

// Info is what is known of a request. Nobody changes it once it is in a context.
type Info struct {
	ID      string
	Variant Variant
	Client  netip.Addr // not valid while a page is made that everybody may see
	Hint    hint.Hint
}

type infoKey struct{}

// With returns a context that carries info.
func With(ctx context.Context, info *Info) context.Context {
	return context.WithValue(ctx, infoKey{}, info)
}

// Of returns what ctx carries; outside a request, what is empty.
func Of(ctx context.Context) *Info {
	if info, ok := ctx.Value(infoKey{}).(*Info); ok {
		return info
	}
	return &Info{}
}

// ID is the request's id, empty outside of one.
func ID(ctx context.Context) string { return Of(ctx).ID }

// Locale is the language the request is answered in, empty outside of one.
func Locale(ctx context.Context) string { return Of(ctx).Variant.Locale }

// NewID returns an id that is not used twice in a shop's logs. It is no secret.
func NewID() string {
	var b [8]byte
	n := rand.Uint64()
	for i := range b {
		b[i] = byte(n >> (8 * i))
	}
	return hex.EncodeToString(b[:])
}
