package secure

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/fault"
)

// TokenField is the name of the hidden field that carries a form's token.
const TokenField = "form_token"

// ErrToken says that a form does not belong to the session that sends it.
var ErrToken = fault.New(fault.Denied, "This form is too old, or you have signed in again since. Open the page once more and send it again.")

const tokenLen = 16

// Tokens issues and checks tokens that bind a form to a session.
//
//	token = mask, mask XOR HMAC(key, session)
//
// The mask differs each time, so that compression tells nothing of the rest.
type Tokens struct {
	key     []byte
	session func(*fiber.Ctx) string
}

// NewTokens returns tokens under key for the session id that session returns;
// an empty id has no valid token.
func NewTokens(key []byte, session func(*fiber.Ctx) string) *Tokens {
	sum := sha256.Sum256(append([]byte("holdfast form "), key...))
	return &Tokens{key: sum[:], session: session}
}

// Token returns a token for a form on this page.
func (t *Tokens) Token(c *fiber.Ctx) string {
	var b [2 * tokenLen]byte
	rand.Read(b[:tokenLen]) // never fails
	mac := t.mac(t.session(c))
	for i := range tokenLen {
		b[tokenLen+i] = b[i] ^ mac[i]
	}
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// Check refuses an unsafe request whose form lacks a token of its session.
// Faults: ErrToken.
func (t *Tokens) Check(c *fiber.Ctx) error {
	switch c.Method() {
	case fiber.MethodGet, fiber.MethodHead, fiber.MethodOptions:
		return c.Next()
	}
	session := t.session(c)
	b, err := base64.RawURLEncoding.DecodeString(c.FormValue(TokenField))
	if err != nil || len(b) != 2*tokenLen || session == "" {
		return ErrToken
	}
	for i := range tokenLen {
		b[tokenLen+i] ^= b[i]
	}
	if !hmac.Equal(b[tokenLen:], t.mac(session)) {
		return ErrToken
	}
	return c.Next()
}

func (t *Tokens) mac(session string) []byte {
	m := hmac.New(sha256.New, t.key)
	m.Write([]byte(session))
	return m.Sum(nil)[:tokenLen]
}
