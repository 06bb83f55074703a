package backoffice_test

import (
	"context"
	"net/url"
	"testing"
	"time"

	"holdfast/modules/kernel/fault"
	"holdfast/modules/orders/orderstest"
	"holdfast/modules/staff"
	"holdfast/web/backoffice"
)

// vault is where backups are made, or are not.
type vault struct {
	runs   []backoffice.Backup
	health backoffice.BackupHealth
}

func (*vault) Plan() backoffice.BackupPlan {
	return backoffice.BackupPlan{Every: 24 * time.Hour, Days: 7, Weeks: 4, Months: 12, Dir: "/var/backups/shop"}
}

func (v *vault) Runs(context.Context, int) ([]backoffice.Backup, error) { return v.runs, nil }

func (v *vault) Health(context.Context) (backoffice.BackupHealth, error) { return v.health, nil }

func (v *vault) Begin(_ context.Context, by string) error {
	if len(v.runs) > 0 && v.runs[0].Running {
		return fault.New(fault.Conflict, "A backup is being made already.")
	}
	v.runs = append([]backoffice.Backup{{AskedBy: by, Running: true, BegunAt: orderstest.Start, File: "here:/x.tar.zst"}}, v.runs...)
	return nil
}

func TestABackupIsAskedForAndSeen(t *testing.T) {
	v := &vault{}
	o := signedIn(t, staff.OperatorRole, func(n *backoffice.Needs) { n.Backups = v })
	o.want(o.get("/admin/backups"), 200, "No backup has been made yet", "Back up now", "Once a day", "/var/backups/shop", "7 days, 4 weeks and 12 months")

	o.wantAt(o.post("/admin/backups", url.Values{}), "/admin/backups")

	o.want(o.get("/admin/backups"), 200, "Being made", mara)
	o.wantNot("Back up now")
	o.wantAudit("backups.begun", "")
	o.want(o.post("/admin/backups", url.Values{}), 409, "There is a problem", "A backup is being made already.")
	v.runs = []backoffice.Backup{{Bytes: 7_497_250, BegunAt: orderstest.Start, EndedAt: orderstest.Start.Add(1500 * time.Millisecond)},
		{Command: true, Fault: "there is not enough room on the disk"}}
	o.want(o.get("/admin/backups"), 200, "Made and checked", "7.5 MB", "2 s", "the schedule", "Failed", "not enough room", "the command line")
}

func TestABackupThatFailedIsSeenAtOnce(t *testing.T) {
	v := &vault{health: backoffice.BackupHealth{Failed: true, Late: true}}
	o := signedIn(t, staff.OperatorRole, func(n *backoffice.Needs) { n.Backups = v })
	o.want(o.get("/admin"), 200, "The last backup failed", "no backup for too long", `href="/admin/backups"`)
	v.health = backoffice.BackupHealth{}
	o.get("/admin")
	o.wantNot("The last backup failed")
}

func TestBackupsAreForThoseWhoRunTheShop(t *testing.T) {
	o := signedIn(t, staff.Merchant, func(n *backoffice.Needs) { n.Backups = &vault{} })
	o.want(o.get("/admin/backups"), 403)
	o.want(o.post("/admin/backups", url.Values{}), 403)
	o.get("/admin")
	o.wantNot(`href="/admin/backups"`)
}
