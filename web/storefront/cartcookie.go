package storefront

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/web/secure"
	"holdfast/web/session"
)

// cartTTL is how long a browser keeps its cart; the cart itself is kept as long.
const cartTTL = 90 * 24 * time.Hour

// CartCookie finds a shopper's cart: its id and a signature, so that nobody can
// open a cart by guessing.
//
//	cookie = id, ".", base64url(HMAC-SHA256(key, whose id)), the first 16 bytes
//	whose  = "cart:", or "customer's cart:", which needs a session, too
type CartCookie struct {
	cookie secure.Cookie
	keys   [][]byte
}

// NewCartCookie returns the cookie signed with the first of keys; any of them
// is believed. tls says that the shop is reached over TLS.
func NewCartCookie(tls bool, keys ...[]byte) *CartCookie {
	return &CartCookie{secure.NewCookie("cart", tls), keys}
}

// Name is the cookie's name, for the page cache: its bearer gets own pages.
func (k *CartCookie) Name() string { return k.cookie.Name() }

// Read returns the cart's id, empty without a cookie of ours.
func (k *CartCookie) Read(c *fiber.Ctx) string {
	id, signature, ok := strings.Cut(k.cookie.Value(c), ".")
	if !ok {
		return ""
	}
	for _, key := range k.keys {
		if hmac.Equal([]byte(signature), []byte(sign(key, guests, id))) {
			return id
		}
		// While sessions cannot be read nobody's cart is taken away.
		if hmac.Equal([]byte(signature), []byte(sign(key, owned, id))) && (session.Of(c).Customer() != "" || session.Of(c).Err() != nil) {
			return id
		}
	}
	return ""
}

// Give sends the cookie of the cart with id: a customer's while one is signed in.
func (k *CartCookie) Give(c *fiber.Ctx, id string) {
	whose := guests
	if session.Of(c).Customer() != "" {
		whose = owned
	}
	k.cookie.Set(c, id+"."+sign(k.keys[0], whose, id), cartTTL)
}

// Leave takes the cookie away: whoever comes next has an empty cart.
func (k *CartCookie) Leave(c *fiber.Ctx) { k.cookie.Clear(c) }

// Whose a cart is. A customer's is nobody's once they have signed out, or were
// signed out from elsewhere.
const (
	guests = "cart:"
	owned  = "customer's cart:"
)

func sign(key []byte, whose, id string) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(whose + id))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:16])
}
