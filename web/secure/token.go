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
// While keys are changed, forms that were made under an older one are taken,
// too. The mask differs each time, so that compression tells nothing of the rest.
type Tokens struct {
	keys    [][]byte // the first one issues
	session func(*fiber.Ctx) string
}

// NewTokens returns tokens under key for the session id that session returns;
// an empty id has no valid token. Those under an older key hold as well.
func NewTokens(key []byte, session func(*fiber.Ctx) string, older ...[]byte) *Tokens {
	t := &Tokens{session: session}
	for _, each := range append([][]byte{key}, older...) {
		sum := sha256.Sum256(append([]byte("holdfast form "), each...))
		t.keys = append(t.keys, sum[:])
	}
	return t
}

// Token returns a token for a form on this page.
func (t *Tokens) Token(c *fiber.Ctx) string {
	var b [2 * tokenLen]byte
	rand.Read(b[:tokenLen]) // never fails
	mac := mac(t.keys[0], t.session(c))
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
	for _, key := range t.keys {
		if hmac.Equal(b[tokenLen:], mac(key, session)) {
			return c.Next()
		}
	}
	return ErrToken
}

func mac(key []byte, session string) []byte {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(session))
	return m.Sum(nil)[:tokenLen]
}
