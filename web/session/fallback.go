package session

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"
)

// fallbackFor is how long a session lives in its cookie without being used. It
// is short, since a copy of such a cookie cannot be looked up anywhere: only its
// end is written down. It is no longer than ends are remembered in memory.
const fallbackFor = 15 * time.Minute

// carried is a session in its cookie.
//
//	cookie = base64(JSON), ".", base64(HMAC(key, kind, JSON))
type carried struct {
	ID     string    `json:"id"`
	Record record    `json:"record"`
	Until  time.Time `json:"until"`
}

// signs reports whether sessions can be had while the storage is away.
func (s *Store) signs() bool { return len(s.o.Keys) > 0 }

// signed returns the session id as a cookie's value.
func (s *Store) signed(k *kind, id string, r record) string {
	b, err := json.Marshal(carried{id, r, s.o.Clock().Add(fallbackFor)})
	if err != nil {
		return "" // a struct of strings and times is always JSON
	}
	return base64.RawURLEncoding.EncodeToString(b) + "." + base64.RawURLEncoding.EncodeToString(mac(s.o.Keys[0], k, b))
}

// unsigned reads what signed returned; ok is false for anything else, and for
// what is too old.
func (s *Store) unsigned(k *kind, value string) (id string, r record, ok bool) {
	text, sum, _ := strings.Cut(value, ".")
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return "", r, false
	}
	got, err := base64.RawURLEncoding.DecodeString(sum)
	if err != nil {
		return "", r, false
	}
	for _, key := range s.o.Keys {
		if !hmac.Equal(got, mac(key, k, b)) {
			continue
		}
		var c carried
		if err := json.Unmarshal(b, &c); err != nil || len(c.ID) != idLen || !s.o.Clock().Before(c.Until) {
			return "", r, false
		}
		return c.ID, c.Record, true
	}
	return "", r, false
}

func mac(key []byte, k *kind, b []byte) []byte {
	m := hmac.New(sha256.New, key)
	m.Write([]byte("holdfast session " + k.name + " "))
	m.Write(b)
	return m.Sum(nil)
}

// settle moves a session from its cookie to where sessions are kept, once that
// is back. Its id stays, and with it what is bound to it. Until then the cookie
// is sent anew now and then, as long as it is used.
func (s *Session) settle() {
	if s.id == "" {
		return
	}
	now := s.store.o.Clock()
	half := now.Sub(s.data.Seen) > fallbackFor/2
	if half || s.dirty {
		s.data.Seen, s.dirty = now, true
	}
	if err := s.store.write(s.ctx(), s.kind, s.id, s.data); err == nil {
		s.inCookie = false
		s.send()
		s.seen()
		return
	}
	if s.dirty {
		s.data.Checked = now // goesOn has just said so
		s.send()
		s.seen()
	}
}
