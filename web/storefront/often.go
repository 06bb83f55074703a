package storefront

import (
	"math"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/fault"
	"holdfast/modules/payments"
	"holdfast/web/limit"
	"holdfast/web/request"
)

// How often orders are placed. A carrier's customers share one address by the
// thousand, so an address may place 240 at once and six a minute for ever, of
// which 120 and three with a card: a shop's best hour, and far too slow for
// whoever tries stolen cards. A cart is one shopper's, or the merchant's own who
// takes orders by telephone.
const (
	ordersAtOnce, orderEvery  = 240, 10 * time.Second
	cardsAtOnce, cardEvery    = 120, 20 * time.Second
	byCartAtOnce, byCartEvery = 60, time.Minute
	mostRemembered            = 20_000 // some 2 MB each
)

// Why an order is not taken just now.
var (
	ErrManyOrders = fault.New(fault.TooMany, "Too many orders have come from your network just now. Wait a few minutes and place the order again.")
	ErrManyCards  = fault.New(fault.TooMany, "Too many cards have been tried from your network just now. Pay in another way, or wait a few minutes and try again.")
)

// oftenness limits how often orders are placed and cards are tried.
type oftenness struct{ orders, cards, carts *limit.Limiter }

func newOftenness(now func() time.Time) oftenness {
	return oftenness{
		orders: limit.New(ordersAtOnce, orderEvery, mostRemembered, now),
		cards:  limit.New(cardsAtOnce, cardEvery, mostRemembered, now),
		carts:  limit.New(byCartAtOnce, byCartEvery, mostRemembered, now),
	}
}

// admit counts an order of whoever asks, and returns how to give it back when it
// was not placed. Faults: ErrManyOrders, ErrManyCards.
func (o oftenness) admit(c *fiber.Ctx, cart, method string) (giveBack func(), err error) {
	network := limit.Network(request.Of(c.UserContext()).Client)
	taken := []func(){}
	giveBack = func() {
		for _, each := range taken {
			each()
		}
	}
	for _, each := range []struct {
		of    *limit.Limiter
		key   string
		fault error
		needs bool
	}{
		{o.orders, network, ErrManyOrders, true},
		{o.carts, cart, ErrManyOrders, true},
		{o.cards, network, ErrManyCards, online(method)},
	} {
		if !each.needs {
			continue
		}
		wait, ok := each.of.Take(each.key)
		if !ok {
			giveBack()
			return nil, later(c, wait, each.fault)
		}
		taken = append(taken, func() { each.of.GiveBack(each.key) })
	}
	return giveBack, nil
}

// admitCard counts another attempt to pay by card. Faults: ErrManyCards.
func (o oftenness) admitCard(c *fiber.Ctx) error {
	if wait, ok := o.cards.Take(limit.Network(request.Of(c.UserContext()).Client)); !ok {
		return later(c, wait, ErrManyCards)
	}
	return nil
}

// later says in the answer's head when to come again.
func later(c *fiber.Ctx, wait time.Duration, why error) error {
	c.Set(fiber.HeaderRetryAfter, strconv.Itoa(int(math.Ceil(wait.Seconds()))))
	return why
}

func online(method string) bool {
	return method != payments.BankTransfer && method != payments.CashOnDelivery
}
