package orders_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/orders"
	"holdfast/modules/orders/orderstest"
	"holdfast/modules/payments"
)

func each(t *testing.T, test func(t *testing.T, s *orderstest.Shop)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := orderstest.Open(t, d)
		test(t, s)
		s.Idle()
		if wrong, err := s.Inventory.Audit(context.Background()); err != nil || len(wrong) > 0 {
			t.Errorf("the stock ledger disagrees on %v, %v", wrong, err)
		}
		if err := s.Payments.CheckLedger(context.Background()); err != nil {
			t.Error(err)
		}
	})
}

func TestACartBecomesAnOrder(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		cart := s.Fill(orderstest.Mug, orderstest.Lamp)
		_, err := s.Carts.ApplyCoupon(t.Context(), cart, "ten")
		s.Must(err)
		form := s.Form(cart, payments.BankTransfer)
		placed, err := s.Orders.Place(t.Context(), form)
		s.Must(err)

		order, err := s.Orders.Order(t.Context(), placed.Number)
		s.Must(err)
		// 78.00, less 10 %, and 5.00 for sending it
		if order.Total() != orderstest.Euro(7520) || order.State() != orders.Placed || order.Coupon != "TEN" || len(order.Lines) != 2 {
			t.Errorf("got %+v", order)
		}
		if n, err := s.Carts.Count(t.Context(), cart); err != nil || n != 0 {
			t.Errorf("the cart still holds %d, %v", n, err)
		}
		if got := s.Available(orderstest.Mug); got != 9 {
			t.Errorf("%d mugs are available, want 9", got)
		}
	})
}

func TestAFormIsAnOrderOnceEvenForTheLastUnit(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		form := s.Form(s.Fill(orderstest.Lamp), payments.BankTransfer)
		var posts sync.WaitGroup
		var numbers sync.Map
		for range 10 {
			posts.Go(func() {
				order, err := s.Orders.Place(context.Background(), form)
				if err != nil {
					t.Errorf("a repeated post failed: %v", err)
				}
				numbers.Store(order.Number, true)
			})
		}
		posts.Wait()
		count := 0
		numbers.Range(func(_, _ any) bool { count++; return true })
		if count != 1 {
			t.Errorf("one form placed %d orders", count)
		}
	})
}

func TestACartIsOneOrderHoweverManyTabsSendIt(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		cart := s.Fill(orderstest.Mug)
		var placed atomic.Int64
		var tabs sync.WaitGroup
		for range 8 {
			form := s.Form(cart, payments.CashOnDelivery)
			tabs.Go(func() {
				switch _, err := s.Orders.Place(context.Background(), form); {
				case err == nil:
					placed.Add(1)
				case !errors.Is(err, orders.ErrEmptyCart) && !errors.Is(err, orders.ErrCartChanged):
					t.Error(err)
				}
			})
		}
		tabs.Wait()
		if placed.Load() != 1 || s.Available(orderstest.Mug) != 9 {
			t.Errorf("%d orders, %d mugs left; want 1 and 9", placed.Load(), s.Available(orderstest.Mug))
		}
	})
}

func TestAThousandBuyersOfAHundredUnitsGetAHundredOrders(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		s.Sell("drop", "DROP", 2500, 100)
		forms := make([]orders.Submission, 1000)
		for i := range forms {
			forms[i] = s.Form(s.Fill("DROP"), payments.BankTransfer)
		}
		var placed, refused atomic.Int64
		var buyers sync.WaitGroup
		for _, form := range forms {
			buyers.Go(func() {
				switch _, err := s.Orders.Place(context.Background(), form); {
				case err == nil:
					placed.Add(1)
				case errors.Is(err, inventory.ErrInsufficientStock), errors.Is(err, orders.ErrCartChanged):
					refused.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		buyers.Wait()
		if placed.Load() != 100 || refused.Load() != 900 || s.Available("DROP") != 0 {
			t.Errorf("%d placed, %d refused, %d left; want 100, 900, 0", placed.Load(), refused.Load(), s.Available("DROP"))
		}
	})
}

func TestACouponIsUsedAsOftenAsItsLimit(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		s.Sell("plenty", "PLENTY", 2500, 100)
		forms := make([]orders.Submission, 30)
		for i := range forms {
			cart := s.Fill("PLENTY")
			_, err := s.Carts.ApplyCoupon(t.Context(), cart, "TEN")
			s.Must(err)
			forms[i] = s.Form(cart, payments.CashOnDelivery)
		}
		var placed atomic.Int64
		var buyers sync.WaitGroup
		for _, form := range forms {
			buyers.Go(func() {
				if order, err := s.Orders.Place(context.Background(), form); err == nil && order.Coupon == "TEN" {
					placed.Add(1)
				}
			})
		}
		buyers.Wait()
		if placed.Load() != 5 || s.Available("PLENTY") != 95 {
			t.Errorf("%d orders with the coupon, %d units left; want 5 and 95", placed.Load(), s.Available("PLENTY"))
		}
	})
}

func TestPlaceRefusesWhatTheShopperDidNotSee(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		for name, tt := range map[string]struct {
			spoil func(*orders.Submission)
			want  error
		}{
			"another total":  {func(f *orders.Submission) { f.Shown++ }, orders.ErrTotalChanged},
			"an empty cart":  {func(f *orders.Submission) { f.Cart = "none" }, orders.ErrEmptyCart},
			"a far country":  {func(f *orders.Submission) { f.Recipient.Country = "NZ"; f.Recipient.Postcode = "6011" }, orders.ErrNotDelivered},
			"no such method": {func(f *orders.Submission) { f.Payment = "shells" }, nil},
		} {
			form := s.Form(s.Fill(orderstest.Mug), payments.BankTransfer)
			tt.spoil(&form)
			_, err := s.Orders.Place(t.Context(), form)
			if tt.want != nil && !errors.Is(err, tt.want) || tt.want == nil && fault.Fields(err)[0].Name != "payment" {
				t.Errorf("%s: got %v, want %v", name, err, tt.want)
			}
		}
		if got := s.Available(orderstest.Mug); got != 10 {
			t.Errorf("%d mugs are available after refusals, want 10", got)
		}
	})
}

func TestAKeyThatCouldBeGuessedIsReplaced(t *testing.T) {
	ours := orders.NewSubmitKey()
	if got := orders.KnownKey(ours); got != ours {
		t.Errorf("our own key %q became %q", ours, got)
	}
	for _, key := range []string{"", "1", strings.ToLower(ours), ours + "A", ours[:25] + "\x00"} {
		if got := orders.KnownKey(key); got == key || len(got) != len(ours) {
			t.Errorf("%q was taken as %q", key, got)
		}
	}
}

func TestEveryFieldThatIsWrongIsNamed(t *testing.T) {
	for _, tt := range []struct {
		to   orders.Recipient
		want string
	}{
		{orders.Recipient{Country: "IE"}, "email name address city"},
		{orders.Recipient{Email: "a@b.example", Name: "A", Street: "1", City: "C", Country: "US", State: "TX", Postcode: "V95"}, "postcode"},
		{orders.Recipient{Email: "a@b.example", Name: "A", Street: "1", City: "C", Country: "US", Postcode: "78701"}, "state"},
		{orders.Recipient{Email: "a@b.example", Name: "A", Street: "1", City: "C", Country: "DE", Postcode: "20457"}, ""},
		{orders.Recipient{Email: "a@b.example", Name: "A", Street: "1", Country: "HK"}, "city state"},
		{orders.Recipient{Email: "a b@c", Name: "A", Street: "1", City: "C"}, "email country"},
	} {
		var got []string
		for _, f := range fault.Fields(tt.to.Normalised().Check()) {
			got = append(got, f.Name)
		}
		if s := fmt.Sprint(got); s != "["+tt.want+"]" {
			t.Errorf("%+v: wrong fields %s, want [%s]", tt.to, s, tt.want)
		}
	}
}
