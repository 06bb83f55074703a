// Package hint tells who is asking before any session is read.
//
//	cookie = base64url(cohort, funnel, cart, id, expiry, MAC)
//	MAC    = HMAC-SHA256(key, all before it), the first 16 bytes
//
// A shopper gets the cookie with a cart or a session, never for looking. It
// only orders who is shed: it proves nothing about who somebody is. Without
// one the cohort comes from the address's network and the hour, so that a
// shopper keeps it for a while and no cookie is needed.
package hint

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"net/netip"
	"time"

	"holdfast/modules/kernel/clock"
)

// How far a shopper is down the funnel.
const (
	Looking = iota
	Carting
	CheckingOut
	Paying
)

// Hint is what the gate is told about a shopper.
type Hint struct {
	Cohort uint16
	Funnel uint8
	Cart   bool
	ID     uint32 // of this cookie, for limits a client; 0 without one
}

// TTL is how long a cookie is believed.
const TTL = 24 * time.Hour

const (
	version = 1
	payload = 12 // version, funnel and cart, cohort, id, expiry in seconds
	macLen  = 16
	block   = sha256.BlockSize
	// Len is the length of a cookie's value.
	Len = (payload+macLen)/3*4 + 2
)

// encoding takes each cookie in one spelling only.
var encoding = base64.RawURLEncoding.Strict()

// Signer signs and reads hints.
type Signer struct {
	keys []key
	now  clock.Clock
	salt uint64
}

// key is a key as HMAC needs it, XORed with both pads.
type key struct{ inner, outer [block]byte }

// New returns a signer that signs with current and still believes what the
// other keys signed, while keys are rotated.
func New(now clock.Clock, current []byte, others ...[]byte) *Signer {
	s := &Signer{now: now}
	for _, secret := range append([][]byte{current}, others...) {
		sum := sha256.Sum256(append([]byte("holdfast hint "), secret...))
		var k key
		for i := range block {
			var b byte
			if i < len(sum) {
				b = sum[i]
			}
			k.inner[i], k.outer[i] = b^0x36, b^0x5c
		}
		s.keys = append(s.keys, k)
	}
	salt := sha256.Sum256(append([]byte("holdfast cohort "), current...))
	s.salt = binary.BigEndian.Uint64(salt[:])
	return s
}

func (k *key) mac(msg []byte) (out [macLen]byte) {
	var in [block + payload]byte
	copy(in[:], k.inner[:])
	copy(in[block:], msg)
	inner := sha256.Sum256(in[:])
	var over [block + sha256.Size]byte
	copy(over[:], k.outer[:])
	copy(over[block:], inner[:])
	sum := sha256.Sum256(over[:])
	copy(out[:], sum[:])
	return out
}

// Sign returns the value of a cookie that says h, for TTL from now.
func (s *Signer) Sign(h Hint) string {
	var b [payload + macLen]byte
	b[0], b[1] = version, h.Funnel<<1
	if h.Cart {
		b[1] |= 1
	}
	binary.BigEndian.PutUint16(b[2:], h.Cohort)
	binary.BigEndian.PutUint32(b[4:], h.ID)
	binary.BigEndian.PutUint32(b[8:], uint32(s.now().Add(TTL).Unix()))
	mac := s.keys[0].mac(b[:payload])
	copy(b[payload:], mac[:])
	return encoding.EncodeToString(b[:])
}

// Read returns what a cookie says; ok is false if it is not ours or too old.
// It allocates nothing.
func (s *Signer) Read(cookie []byte) (h Hint, ok bool) {
	if len(cookie) != Len {
		return h, false
	}
	var b [payload + macLen]byte
	if n, err := encoding.Decode(b[:], cookie); err != nil || n != len(b) || b[0] != version {
		return h, false
	}
	if int64(binary.BigEndian.Uint32(b[8:])) <= s.now().Unix() {
		return h, false
	}
	for i := range s.keys {
		mac := s.keys[i].mac(b[:payload])
		if subtle.ConstantTimeCompare(mac[:], b[payload:]) == 1 {
			return Hint{
				Cohort: binary.BigEndian.Uint16(b[2:]),
				Funnel: min(b[1]>>1, Paying),
				Cart:   b[1]&1 == 1,
				ID:     binary.BigEndian.Uint32(b[4:]),
			}, true
		}
	}
	return h, false
}

// Cohort returns the cohort of somebody without a cookie: the same for the
// whole network (/24, or /48 in IPv6) for one hour, on every replica.
func (s *Signer) Cohort(addr netip.Addr) uint16 {
	keep := 6
	b := addr.As16()
	if addr.Is4() || addr.Is4In6() {
		keep = 15
	}
	h := s.salt ^ uint64(s.now().Unix()/3600)*0x9e3779b97f4a7c15
	for _, v := range b[:keep] {
		h = (h ^ uint64(v)) * 0x100000001b3 // FNV-1a
	}
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd // so that each bit counts in the ones that are kept
	return uint16(h >> 48)
}
