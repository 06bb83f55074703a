package session_test

import (
	"errors"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/web/session"
)

func TestACustomerSeesAndEndsTheirSessions(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := openOn(t, d)
		here, there, elsewhere := o.in("/customer/in"), o.in("/customer/in"), o.in("/customer/in")
		_, hereID, _ := o.send("GET", "/customer/id", here)
		_, thereID, _ := o.send("GET", "/customer/id", there)

		list, err := o.list.Sessions(session.WithCurrent(t.Context(), hereID), "mary")
		if err != nil || len(list) != 3 {
			t.Fatalf("%+v, %v", list, err)
		}
		for _, one := range list {
			if one.Current != (one.ID == hereID) || !one.Began.Equal(o.now) || !one.Seen.Equal(o.now) {
				t.Errorf("%+v", one)
			}
		}

		if err := o.list.End(t.Context(), "nils", thereID); !errors.Is(err, session.ErrUnknown) {
			t.Errorf("somebody else's session: %v", err)
		}
		o.wantAt("/customer", there, "mary", "not ended")
		if err := o.list.End(t.Context(), "mary", thereID); err != nil {
			t.Fatal(err)
		}
		o.wantAt("/customer", there, "", "ended")
		if err := o.list.EndOthers(t.Context(), "mary", hereID); err != nil {
			t.Fatal(err)
		}
		o.wantAt("/customer", elsewhere, "", "ended with the others")
		o.wantAt("/customer", here, "mary", "kept")
		if list := o.sessions("mary"); len(list) != 1 || list[0].ID != hereID {
			t.Errorf("%+v", list)
		}
		if err := o.list.EndOthers(t.Context(), "mary", ""); err != nil {
			t.Fatal(err)
		}
		o.wantAt("/customer", here, "", "all ended")
	})
}

func TestCustomersStaySignedInForLongerThanOperators(t *testing.T) {
	o := open(t)
	cookie := o.in("/customer/in")

	for range 3 { // used each 29 days, until the 87th
		o.now = o.now.Add(29 * 24 * time.Hour)
		o.wantAt("/customer", cookie, "mary", "used")
		if list := o.sessions("mary"); len(list) != 1 || !list[0].Seen.Equal(o.now) {
			t.Fatalf("%+v at %v", list, o.now)
		}
	}
	o.now = o.now.Add(3 * 24 * time.Hour)

	o.wantAt("/customer", cookie, "", "ninety days after signing in")
}

func TestCustomersAndOperatorsKnowNothingOfEachOther(t *testing.T) {
	o := open(t)
	operator := o.signIn("")
	o.in("/customer/in")

	o.wantAt("/customer", operator, "", "an operator's cookie as a customer's")
	o.send("POST", "/customer/out", operator)

	o.wantOperator(operator, "op-1", "after the customer signed out")
}

func TestSigningInAgainEndsTheSessionBefore(t *testing.T) {
	o := open(t)
	first := o.in("/customer/in")

	_, _, k := o.send("POST", "/customer/in", first)

	o.wantAt("/customer", first, "", "the first")
	o.wantAt("/customer", k.Value, "mary", "the second")
	if list := o.sessions("mary"); len(list) != 1 {
		t.Errorf("%+v", list)
	}
}

func TestEndsAreHeardByOtherProcesses(t *testing.T) {
	options := dbtest.PostgresOptions(t)
	one, two := openOn(t, dbtest.Open(t, options)), dbtest.Open(t, options)
	other := openOn(t, two)
	dbtest.Start(t, two)
	cookie := one.in("/customer/in")
	_, id, _ := one.send("GET", "/customer/id", cookie)
	if err := other.copyFrom(one); err != nil {
		t.Fatal(err)
	}
	other.wantAt("/customer", cookie, "mary", "at the other process")

	if err := one.list.End(t.Context(), "mary", id); err != nil {
		t.Fatal(err)
	}

	for deadline := time.Now().Add(5 * time.Second); ; {
		if _, who, _ := other.send("GET", "/customer", cookie); who == "" {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the other process has not heard of the end")
		}
	}
}

// copyFrom copies what is in the other's Redis.
func (o *office) copyFrom(other *office) error {
	keys, err := other.store.Client().Keys(o.t.Context(), "session:*").Result()
	for _, key := range keys {
		b, e := other.store.Get(key)
		err = errors.Join(err, e, o.store.Set(key, b, time.Hour))
	}
	return err
}
