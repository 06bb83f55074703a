package mail_test

import (
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/notifications"
	"holdfast/modules/orders/orderstest"
	"holdfast/modules/payments"
	"holdfast/modules/payments/testpay"
)

// A cancellation that is heard late, of an order that was paid meanwhile, is
// nobody's to hear of.
func TestAnOrderThatIsAliveIsNotSaidToBeCanceled(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := open(t, d)
		order := s.Buy(payments.TestCard, orderstest.Mug)
		url, err := s.Orders.PayURL(t.Context(), order.ID)
		s.Must(err)
		_, err = s.TestPay.Decide(t.Context(), url[len(testpay.Path("")):], testpay.Approve)
		s.Must(err)
		s.Idle()

		s.Must(s.post.OrderCanceled(t.Context(), order.ID))
		s.Idle()

		s.wantMails(order, notifications.OrderPlaced)
	})
}

// Who is told twice that an order is canceled has had it canceled twice: not
// paid in time, paid after all, and canceled on purpose then.
func TestEachCancellationIsToldOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := open(t, d)
		order := s.Buy(payments.TestCard, orderstest.Mug)
		_, err := s.Orders.PayURL(t.Context(), order.ID)
		s.Must(err)
		attempts, err := s.Payments.Attempts(t.Context(), order.ID)
		s.Must(err)
		_, err = s.TestPay.Decide(t.Context(), attempts[0].ProviderRef, testpay.Decline)
		s.Must(err)
		s.Pass(16 * time.Minute)
		_, err = s.Inventory.Expire(t.Context(), 10)
		s.Must(err)
		s.Idle()
		s.wantMails(order, notifications.OrderCanceled)

		s.TakeAfterAll(attempts[0].ProviderRef)
		s.wantMails(order, notifications.OrderCanceled, notifications.OrderPlaced)
		s.Pass(time.Hour)
		s.Must(s.Orders.Cancel(t.Context(), order.ID, "sold out", "mara@example.com"))
		s.Must(s.post.OrderCanceled(t.Context(), order.ID))
		s.Idle()

		page, err := s.post.List(t.Context(), notifications.Filter{OrderNumber: order.Number}, "")
		s.Must(err)
		if len(page.Mails) != 3 || page.Mails[0].Kind != notifications.OrderCanceled {
			t.Errorf("mails are %+v", page.Mails)
		}
	})
}
