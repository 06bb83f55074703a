package backoffice_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"holdfast/modules/orders/orderstest"
	"holdfast/modules/payments"
	"holdfast/modules/staff"
)

var mailLink = regexp.MustCompile(`href="(/admin/mail/[^"]+)"`)

func TestMailsAreReadAndSentAgain(t *testing.T) {
	o := signedIn(t, staff.Merchant)
	order := o.Buy(payments.BankTransfer, orderstest.Mug)
	o.Idle()
	o.want(o.get("/admin/mail?state=kept&order="+order.Number), 200, "Your order "+order.Number, "shopper@example.com", "Kept here", "No mail server")
	path := mailLink.FindStringSubmatch(o.page)[1]

	res := o.get(path)
	o.want(res, 200, "harbour-mug", `src="`+path+`/html"`, "Send again")
	if policy := res.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "frame-src 'self'") || !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("the page's policy: %q", policy)
	}
	o.wantAt(o.post(path+"/again", url.Values{}), path)
	o.Idle()
	o.wantAudit("notifications.resent", "mail:"+path[len("/admin/mail/"):])
	o.want(o.get("/admin/mail?state=failed"), 200, "No mail")
	o.want(o.get("/admin/mail/none"), 404)
}

func TestAMailsHTMLCanDoNothing(t *testing.T) {
	o := signedIn(t, staff.Viewer)
	order := o.Buy(payments.BankTransfer, orderstest.Mug)
	o.Idle()
	o.get("/admin/mail?order=" + order.Number)
	path := mailLink.FindStringSubmatch(o.page)[1]

	res := o.get(path + "/html")

	o.want(res, 200, "<html", order.Number)
	want := "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; sandbox"
	if got := res.Header.Get("Content-Security-Policy"); got != want {
		t.Errorf("policy: %q", got)
	}
	o.get(path)
	o.wantNot("Send again")
	o.want(o.post(path+"/again", url.Values{}), 403)
}

func TestWhoDidWhatIsListedForThoseWhoMayKnow(t *testing.T) {
	o := signedIn(t, staff.Owner)
	o.want(o.get("/admin/audit?what=staff.signed_in&who="+mara), 200, "staff.signed_in", mara)
	o.want(o.get("/admin/audit?what=nothing.done"), 200, "Nothing is noted")
	o.want(o.get("/admin/audit?after=nonsense"), 422)

	merchant := signedIn(t, staff.Merchant)
	merchant.want(merchant.get("/admin/audit"), 403, "may not do this")
	merchant.wantNot(`href="/admin/audit"`)
}
