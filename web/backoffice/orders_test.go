package backoffice_test

import (
	"net/url"
	"testing"

	"holdfast/modules/orders"
	"holdfast/modules/orders/orderstest"
	"holdfast/modules/payments"
	"holdfast/modules/staff"
)

func TestATransferIsPaidSentAndToldOf(t *testing.T) {
	o := signedIn(t, staff.Merchant)
	order := o.Buy(payments.BankTransfer, orderstest.Mug)
	o.Idle()
	path := "/admin/orders/" + order.Number
	o.want(o.get("/admin"), 200, order.Number, "to be paid")
	o.want(o.get("/admin/orders?state=to+pay&q=shopper"), 200, order.Number, "A Shopper", "To be paid")
	o.want(o.get(path), 200, "Order "+order.Number, "harbour-mug", "€23.00", "1 Quay Street", "Ireland", "Mark as paid", "Cancel order", "Your order "+order.Number)
	o.wantNot("Mark as sent")

	o.wantAt(o.post(path+"/paid", url.Values{}), path)
	o.want(o.get(path), 200, "Mark as sent", "To be sent", "Received")
	o.wantNot("Mark as paid")

	o.want(o.post(path+"/sent", url.Values{"carrier": {"An Post"}, "tracking": {"http://plain.example"}}), 422, "begins with https://", `value="An Post"`, `value="http://plain.example"`)
	o.wantAt(o.post(path+"/sent", url.Values{"carrier": {"An Post"}, "tracking": {"https://track.example/1"}}), path)
	o.want(o.get(path), 200, "Sent with An Post", `href="https://track.example/1"`, mara)
	o.wantNot("Mark as sent", "Cancel order")

	o.wantAt(o.post(path+"/sent", url.Values{"carrier": {"An Post"}}), path) // a second press changes nothing
	o.Idle()
	o.wantAudit("orders.paid", "order:"+order.Number)
	o.wantAudit("orders.sent", "order:"+order.Number)
	o.want(o.get(path), 200, "is on its way")
	if state := o.Order(order.ID).State(); state != orders.Sent {
		t.Errorf("the order is %s", state)
	}
}

func TestWhatIsDoneIsSaidOnce(t *testing.T) {
	o := signedIn(t, staff.Merchant)
	order := o.Buy(payments.BankTransfer, orderstest.Mug)
	o.get("/admin/orders/" + order.Number)

	o.post("/admin/orders/"+order.Number+"/paid", url.Values{})

	o.want(o.get("/admin/orders/"+order.Number), 200, "Order "+order.Number+" is paid.")
	o.get("/admin/orders/" + order.Number)
	o.wantNot("is paid.")
}

func TestCancelingGivesTheStockBackAndSaysWhy(t *testing.T) {
	o := signedIn(t, staff.Merchant)
	order := o.Buy(payments.BankTransfer, orderstest.Lamp)
	path := "/admin/orders/" + order.Number
	o.want(o.get(path), 200, "stock goes back on the shelf")

	o.want(o.post(path+"/cancel", url.Values{"reason": {" "}}), 422, "Say why", `href="#reason"`)
	o.wantAt(o.post(path+"/cancel", url.Values{"reason": {"damaged in the store"}}), path)

	o.want(o.get(path), 200, "Canceled", "damaged in the store", "nothing left to do")
	if left := o.Available(orderstest.Lamp); left != 1 {
		t.Errorf("%d lamps left", left)
	}
	o.wantAudit("orders.canceled", "order:"+order.Number)
	o.want(o.post(path+"/paid", url.Values{}), 409, orders.ErrCanceled.Message)
}

func TestCashIsTakenWhenTheParcelArrives(t *testing.T) {
	o := signedIn(t, staff.Merchant)
	order := o.Buy(payments.CashOnDelivery, orderstest.Mug)
	path := "/admin/orders/" + order.Number
	o.want(o.get(path), 200, "Mark as sent", "Mark as paid", "paid on delivery")

	o.wantAt(o.post(path+"/sent", url.Values{}), path)
	o.want(o.get(path), 200, "Sent, to be paid", "Mark as paid")
	o.wantAt(o.post(path+"/paid", url.Values{}), path)

	if now := o.Order(order.ID); now.PaidAt.IsZero() || now.State() != orders.Sent {
		t.Errorf("got %s, paid %v", now.State(), now.PaidAt)
	}
}

func TestACardIsPaidWhereItIsTaken(t *testing.T) {
	o := signedIn(t, staff.Merchant)
	order := o.Buy(payments.TestCard, orderstest.Mug)
	o.want(o.get("/admin/orders/"+order.Number), 200, "To be paid", "Cancel order")
	o.wantNot("Mark as paid")

	o.want(o.post("/admin/orders/"+order.Number+"/paid", url.Values{}), 409, payments.ErrNotOffline.Message)
}

func TestAViewerLooksAndNoMore(t *testing.T) {
	o := signedIn(t, staff.Viewer)
	order := o.Buy(payments.BankTransfer, orderstest.Mug)
	path := "/admin/orders/" + order.Number
	o.want(o.get(path), 200, "harbour-mug")
	o.wantNot("Mark as paid", "Cancel order", "/admin/audit")

	for _, step := range []string{"/paid", "/sent", "/cancel"} {
		o.want(o.post(path+step, url.Values{"reason": {"x"}}), 403, "Your role may not do this")
		o.get(path)
	}
	if state := o.Order(order.ID).State(); state != orders.Placed {
		t.Errorf("the order is %s", state)
	}
}

func TestOrdersAreListedPageByPage(t *testing.T) {
	o := signedIn(t, staff.Viewer)
	o.Sell("pen", "PEN", 100, 100)
	for range 51 {
		o.Buy(payments.BankTransfer, "PEN")
	}
	o.want(o.get("/admin/orders?q=shopper"), 200, "Next page")
	next := nextPage.FindStringSubmatch(o.page)
	if next == nil {
		t.Fatal("no next page")
	}
	o.want(o.get(next[1]), 200, "First page")
	o.wantNot("Next page")
	o.want(o.get("/admin/orders?q=nobody"), 200, "No order matches")
}

func TestAnUnknownOrderHasAPage(t *testing.T) {
	o := signedIn(t, staff.Viewer)
	o.want(o.get("/admin/orders/none"), 404, orders.ErrUnknownOrder.Message, "Sign out")
	o.want(o.get("/admin/none"), 404, "There is no such page")
}
