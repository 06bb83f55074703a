package storefront

import (
	"errors"
	"fmt"
	"net/http/httptest"
	"net/netip"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/payments"
	"holdfast/web/request"
)

// asking is a shop that says who asks, with what cart, to pay how.
type asking struct {
	t   *testing.T
	app *fiber.App
}

func newAsking(t *testing.T, now func() time.Time) asking {
	often := newOftenness(now)
	app := fiber.New(fiber.Config{ErrorHandler: func(c *fiber.Ctx, err error) error {
		switch {
		case errors.Is(err, ErrManyCards):
			return c.Status(429).SendString("cards")
		case errors.Is(err, ErrManyOrders):
			return c.Status(429).SendString("orders")
		}
		return err
	}})
	app.Use(func(c *fiber.Ctx) error {
		c.SetUserContext(request.With(c.UserContext(), &request.Info{Client: netip.MustParseAddr(c.Query("from"))}))
		return c.Next()
	})
	app.Get("/place", func(c *fiber.Ctx) error {
		giveBack, err := often.admit(c, c.Query("cart"), c.Query("by"))
		if err == nil && c.Query("fails") != "" {
			giveBack()
		}
		return err
	})
	return asking{t, app}
}

// place returns how many of n orders are let in, and when to come again.
func (a asking) place(n int, from, cart, by, more string) (admitted int, later string) {
	a.t.Helper()
	for i := range n {
		if cart == "new" {
			cart = ""
		}
		path := fmt.Sprintf("/place?from=%s&cart=%s&by=%s%s", from, cart, by, more)
		if cart == "" {
			path = fmt.Sprintf("/place?from=%s&cart=cart-%s-%d&by=%s%s", from, from, i, by, more)
		}
		res, err := a.app.Test(httptest.NewRequest("GET", path, nil), -1)
		if err != nil {
			a.t.Fatal(err)
		}
		if res.StatusCode == 200 {
			admitted++
		}
		later = res.Header.Get("Retry-After")
	}
	return admitted, later
}

func TestOneWhoTriesCardsIsHeldUpAndACarriersCustomersAreNot(t *testing.T) {
	now := time.Unix(1_000_000, 0)
	a := newAsking(t, func() time.Time { return now })
	const card, cash = payments.TestCard, payments.CashOnDelivery

	if got, later := a.place(500, "198.51.100.7", "new", card, ""); got != cardsAtOnce || later != "20" {
		t.Errorf("%d cards from one address, then in %q s; want %d", got, later, cardsAtOnce)
	}
	if got, _ := a.place(500, "198.51.100.7", "new", cash, ""); got != ordersAtOnce-cardsAtOnce {
		t.Errorf("%d orders against cash beside them, want %d", got, ordersAtOnce-cardsAtOnce)
	}
	now = now.Add(time.Hour)
	if got, _ := a.place(500, "198.51.100.7", "new", card, ""); got != cardsAtOnce {
		t.Errorf("%d cards an hour later, want %d", got, cardsAtOnce)
	}
	if got, _ := a.place(200, "198.51.100.8", "new", cash, ""); got != 200 {
		t.Errorf("%d orders from another address, want all", got)
	}
	if got, _ := a.place(500, "10.0.0.1", "new", card, ""); got != 500 {
		t.Errorf("%d orders through a proxy that is not known, want all", got)
	}
}

func TestOneCartPlacesSomeOrdersAtOnce(t *testing.T) {
	now := time.Unix(1_000_000, 0)
	a := newAsking(t, func() time.Time { return now })
	if got, _ := a.place(100, "198.51.100.7", "c", payments.CashOnDelivery, "&fails=1"); got != 100 {
		t.Errorf("%d that are not placed, want all", got)
	}
	if got, _ := a.place(100, "198.51.100.7", "c", payments.CashOnDelivery, ""); got != byCartAtOnce {
		t.Errorf("%d are placed, want %d", got, byCartAtOnce)
	}
}
