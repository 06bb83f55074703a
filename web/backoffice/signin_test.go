package backoffice_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"holdfast/modules/staff"
)

func TestOneSignsInAndGetsWhereOneWanted(t *testing.T) {
	o := open(t)
	o.Must(o.staff.AddWithPassword(t.Context(), mara, secret, staff.Merchant, "test"))
	res := o.get("/admin/orders?state=sent")
	if to := res.Header.Get("Location"); to != "/admin/login?back=%2Fadmin%2Forders%3Fstate%3Dsent" {
		t.Fatalf("sent to %q", to)
	}
	o.want(o.get(res.Header.Get("Location")), 200, `value="/admin/orders?state=sent"`, "Sign in")

	o.wantAt(o.post("/admin/login", url.Values{"email": {mara}, "password": {secret}, "back": {"/admin/orders?state=sent"}}), "/admin/orders?state=sent")

	o.want(o.get("/admin"), 200, mara, "Sign out", "Orders")
	if got := o.get("/admin").Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control: %q", got)
	}
}

func TestTheWayBackStaysInTheBackOffice(t *testing.T) {
	for _, back := range []string{"//evil.example/admin", "https://evil.example/admin", `/\evil.example`, "/", "/adminevil", "/admin/login", "javascript:alert(1)", "/admin\r\nX: y", ""} {
		o := open(t)
		o.Must(o.staff.AddWithPassword(t.Context(), mara, secret, staff.Viewer, "test"))
		o.wantAt(o.post("/admin/login", url.Values{"email": {mara}, "password": {secret}, "back": {back}}), "/admin")
	}
}

func TestAWrongPasswordSaysSoAndKeepsTheEmail(t *testing.T) {
	o := open(t)
	o.Must(o.staff.AddWithPassword(t.Context(), mara, secret, staff.Owner, "test"))

	o.want(o.signIn(mara, "wrong horse battery"), 422, "There is a problem", staff.ErrSignIn.Message, `value="`+mara+`"`, "<title>Error:")
	o.wantNot("wrong horse")
	for range 10 {
		o.signIn(mara, "wrong horse battery")
	}
	o.want(o.signIn(mara, secret), 429, staff.ErrThrottled.Message)
}

func TestAGivenPasswordIsReplacedBeforeAnythingElse(t *testing.T) {
	o := open(t)
	once, err := o.staff.Add(t.Context(), mara, staff.Owner, "test")
	o.Must(err)
	o.wantAt(o.signIn(mara, once), "/admin/password")
	before := o.cookies["session"]
	if to := o.get("/admin/orders").Header.Get("Location"); to != "/admin/password" {
		t.Errorf("orders led to %q", to)
	}
	o.want(o.get("/admin/password"), 200, "Choose a new password")

	o.want(o.post("/admin/password", url.Values{"old_password": {once}, "password": {"short"}}), 422, "Use 12 to 128 characters")
	o.want(o.post("/admin/password", url.Values{"old_password": {"not it at all"}, "password": {secret}}), 422, "not your present password")
	o.wantAt(o.post("/admin/password", url.Values{"old_password": {once}, "password": {secret}}), "/admin")

	if !strings.Contains(o.page, "new password holds") || o.cookies["session"] == before {
		t.Error("the session was not renewed")
	}
}

func TestASessionEndsWithSigningOutAndWithANewPassword(t *testing.T) {
	o := signedIn(t, staff.Owner)
	other := &office{Shop: o.Shop, app: o.app, cookies: map[string]string{"session": o.cookies["session"]}}
	o.want(other.get("/admin"), 200)

	o.wantAt(o.post("/admin/logout", url.Values{}), "/admin/login")
	if res := other.get("/admin"); res.StatusCode != 303 {
		t.Errorf("the copied session: got %d", res.StatusCode)
	}

	o.signIn(mara, secret)
	people, err := o.staff.Operators(t.Context())
	o.Must(err)
	_, err = o.staff.ChangePassword(t.Context(), people[0].ID, secret, "another horse battery")
	o.Must(err)
	if res := o.get("/admin"); res.StatusCode != 303 {
		t.Errorf("after another password: got %d", res.StatusCode)
	}
}

func TestAFormWithoutItsTokenIsRefused(t *testing.T) {
	o := signedIn(t, staff.Owner)
	for _, path := range []string{"/admin/logout", "/admin/password", "/admin/orders/1/paid"} {
		o.want(o.post(path, url.Values{"form_token": {"AAAA"}}), 403, "not allowed", "Orders")
	}
	o.Pass(13 * time.Hour)
	if to := o.post("/admin/orders/1/paid", url.Values{}).Header.Get("Location"); to != "/admin/login" {
		t.Errorf("after the session's end: to %q", to)
	}
}
