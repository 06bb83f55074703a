package credentials

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"
)

// OWASP's Password Storage Cheat Sheet, second of its equal choices.
const (
	memory  = 19 * 1024 // KiB
	passes  = 2
	threads = 1
	saltLen = 16
	keyLen  = 32
)

// queue is how many wait for a slot at most: two seconds' worth, three where a
// single processor rests.
const queue = 64

// errForeign says that a stored hash is none of ours.
var errForeign = errors.New("not an argon2id hash")

// Hasher hashes and verifies passwords with argon2id, a bounded number at a time.
//
// A hash takes 19 MiB and some 25 ms of CPU, by design. So hashing has slots of
// its own and a bounded queue before them; who finds it full is told at once.
type Hasher struct {
	waiting chan struct{}
	slots   chan struct{}
	rests   bool // after each hash, for as long as it took
}

// NewHasher returns a hasher that takes half of so many processors: a slot for
// every two of them, and of a single one half of the time. Signing in neither
// starves nor is starved.
func NewHasher(processors int) *Hasher {
	slots := max(1, processors/2)
	return &Hasher{waiting: make(chan struct{}, queue+slots), slots: make(chan struct{}, slots), rests: processors < 2}
}

// Full reports whether whoever comes now is told that too many wait: worth
// asking before anything else is done for them.
func (h *Hasher) Full() bool { return len(h.waiting) == cap(h.waiting) }

// Hash returns password's hash in the PHC string format. Faults: ErrBusy.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltLen)
	rand.Read(salt) // never fails: the program ends instead
	key, err := h.compute(ctx, password, params{memory, passes, threads, salt, keyLen})
	if err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, passes, threads,
		b64.EncodeToString(salt), b64.EncodeToString(key)), nil
}

// Verify reports whether hash is password's. With an empty hash it takes as
// long, and the answer is no. Faults: ErrBusy.
func (h *Hasher) Verify(ctx context.Context, password, hash string) (bool, error) {
	if hash == "" {
		_, err := h.compute(ctx, password, params{memory, passes, threads, make([]byte, saltLen), keyLen})
		return false, err
	}
	p, want, err := parse(hash)
	if err != nil {
		return false, err
	}
	key, err := h.compute(ctx, password, p)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(key, want) == 1, nil
}

type params struct {
	memory, passes uint32
	threads        uint8
	salt           []byte
	keyLen         uint32
}

func (h *Hasher) compute(ctx context.Context, password string, p params) ([]byte, error) {
	select {
	case h.waiting <- struct{}{}:
		defer func() { <-h.waiting }()
	default:
		return nil, ErrBusy
	}
	select {
	case h.slots <- struct{}{}:
		defer h.leave(time.Now())
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return argon2.IDKey([]byte(password), p.salt, p.passes, p.memory, p.threads, p.keyLen), nil
}

func parse(hash string) (p params, key []byte, err error) {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return p, nil, errForeign
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.memory, &p.passes, &p.threads); err != nil {
		return p, nil, errForeign
	}
	if p.salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil {
		return p, nil, errForeign
	}
	key, err = base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || len(key) == 0 || p.memory > 1<<20 || p.passes == 0 || p.passes > 100 || p.threads == 0 {
		return p, nil, errForeign
	}
	p.keyLen = uint32(len(key))
	return p, key, nil
}

// leave gives the slot back of who took it at an instant.
func (h *Hasher) leave(taken time.Time) {
	if !h.rests {
		<-h.slots
		return
	}
	time.AfterFunc(time.Since(taken), func() { <-h.slots })
}
