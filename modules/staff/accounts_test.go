package staff_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/staff"
)

func TestAnEMailIsTakenOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		people, _ := open(d)
		var added, taken atomic.Int64
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				switch _, err := people.Add(t.Context(), mara, staff.Viewer, "command line"); {
				case err == nil:
					added.Add(1)
				case errors.Is(err, staff.ErrTaken):
					taken.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		group.Wait()
		if added.Load() != 1 || taken.Load() != 3 {
			t.Errorf("%d added, %d told that it is taken", added.Load(), taken.Load())
		}
	})
}

func TestWhatCannotBeAnAccountIsRefused(t *testing.T) {
	people, _ := open(dbtest.SQLite(t))
	for _, c := range []struct {
		email, password string
		role            staff.Role
		want            error
	}{
		{"mara", secret, staff.Owner, staff.ErrEmail},
		{"Mara <mara@example.com>", secret, staff.Owner, staff.ErrEmail},
		{mara, secret, "king", staff.ErrRole},
		{mara, "short", staff.Owner, staff.ErrWeak},
		{mara, "Mara@Example.com", staff.Owner, staff.ErrWeak},
	} {
		if err := people.AddWithPassword(t.Context(), c.email, c.password, c.role, "command line"); !errors.Is(err, c.want) {
			t.Errorf("%s, %s, %s: got %v, want %v", c.email, c.password, c.role, err, c.want)
		}
	}
	wantAny(t, people, false)
}

func TestAPasswordIsChangedByWhoKnowsIt(t *testing.T) {
	people, _ := open(dbtest.SQLite(t))
	operator := add(t, people, mara, staff.Owner)
	for _, c := range []struct {
		old, next string
		want      error
	}{
		{"wrong horse battery", "another horse battery", staff.ErrOldPassword},
		{secret, "short", staff.ErrWeak},
		{secret, secret, staff.ErrWeak},
	} {
		if _, err := people.ChangePassword(t.Context(), operator.ID, c.old, c.next); !errors.Is(err, c.want) {
			t.Errorf("from %s to %s: got %v, want %v", c.old, c.next, err, c.want)
		}
	}
	if _, err := people.ChangePassword(t.Context(), "nobody", secret, "another horse battery"); !errors.Is(err, staff.ErrUnknown) {
		t.Errorf("nobody's: got %v", err)
	}
	signIn(t, people, mara, secret)
}

func TestAShopKeepsAnOwner(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		people, _ := open(d)
		owners := []staff.Operator{add(t, people, mara, staff.Owner), add(t, people, "nils@example.com", staff.Owner)}

		var kept atomic.Int64
		var group sync.WaitGroup
		group.Go(func() { count(&kept, people.SetRole(t.Context(), owners[0].ID, staff.Viewer, mara)) })
		group.Go(func() { count(&kept, people.Disable(t.Context(), owners[1].ID, mara)) })
		group.Wait()

		if kept.Load() != 1 {
			t.Errorf("%d of two were told that a shop needs an owner, want 1", kept.Load())
		}
	})
}

func TestASessionEndsWithTheRoleItWasMadeFor(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		people, _ := open(d)
		add(t, people, mara, staff.Owner)
		nils := add(t, people, "nils@example.com", staff.Viewer)
		stamps := map[int64]bool{nils.Stamp: true}
		for _, change := range []func() error{
			func() error { return people.SetRole(t.Context(), nils.ID, staff.Merchant, mara) },
			func() error { return people.Disable(t.Context(), nils.ID, mara) },
			func() error { return people.Enable(t.Context(), nils.ID, mara) },
		} {
			if err := change(); err != nil {
				t.Fatal(err)
			}
			now, err := people.Operator(t.Context(), nils.ID)
			if err != nil || stamps[now.Stamp] {
				t.Errorf("got %+v, %v: the stamp was known", now, err)
			}
			stamps[now.Stamp] = true
		}
		wantAudit(t, d, "staff.role_set", "staff.disabled", "staff.enabled")
	})
}

func TestARoleMayWhatThoseBelowItMay(t *testing.T) {
	for _, c := range []struct {
		role   staff.Role
		action staff.Action
		may    bool
	}{
		{staff.Viewer, staff.Look, true},
		{staff.Viewer, staff.ManageOrders, false},
		{staff.Merchant, staff.ManageOrders, true},
		{staff.Merchant, staff.ManageFeatures, false},
		{staff.OperatorRole, staff.ManageFeatures, true},
		{staff.OperatorRole, staff.ManageStaff, false},
		{staff.Owner, staff.ManageStaff, true},
		{staff.Owner, "fly", false},
		{"", staff.Look, false},
		{"king", staff.Look, false},
	} {
		if got := c.role.May(c.action); got != c.may {
			t.Errorf("%s may %s: got %v", c.role, c.action, got)
		}
	}
}

func count(kept *atomic.Int64, err error) {
	if errors.Is(err, staff.ErrLastOwner) {
		kept.Add(1)
	}
}
