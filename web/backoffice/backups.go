package backoffice

import (
	"context"
	"math"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/views/backoffice"
	"holdfast/views/i18n"
	"holdfast/views/ui"
	"holdfast/web/server"
)

// Backup is a backup that was begun.
type Backup struct {
	AskedBy   string // an operator's e-mail; empty: the schedule
	Command   bool   // the command line asked for it
	File      string // with the machine that has it
	Running   bool
	Fault     string // why it failed
	Remark    string // what does not add up in it
	Bytes     int64
	BegunAt   time.Time
	EndedAt   time.Time // zero: not yet
	RemovedAt time.Time // zero: it is there
}

// BackupPlan is when backups are made, and where.
type BackupPlan struct {
	Every               time.Duration // 0: when somebody asks
	Days, Weeks, Months int           // of which the last is kept
	Dir                 string
	SameDisk            bool
}

// BackupHealth is what an operator should know without asking.
type BackupHealth struct{ Failed, Late, Amiss bool }

// Backups makes backups of the shop.
type Backups interface {
	Plan() BackupPlan
	Runs(ctx context.Context, limit int) ([]Backup, error)
	Health(ctx context.Context) (BackupHealth, error)
	// Begin begins one and returns. Faults: Conflict while one is made.
	Begin(ctx context.Context, by string) error
}

const backupsPath = "/admin/backups"

// shownBackups is how many are listed: a month of daily ones.
const shownBackups = 31

func (p *Pages) backupRoutes(operates server.Router) {
	if p.Backups == nil {
		return
	}
	operates.Get("/backups", p.backups)
	operates.Post("/backups", p.backUp)
}

// backups shows how the backups are.
func (p *Pages) backups(c *fiber.Ctx) error { return p.showBackups(c, nil) }

// backUp begins one.
func (p *Pages) backUp(c *fiber.Ctx) error {
	if err := p.Backups.Begin(c.UserContext(), operator(c).Email); err != nil {
		return p.showBackups(c, err)
	}
	if err := p.note(c, "backups.begun", "", ""); err != nil {
		return err
	}
	return done(c, backupsPath, i18n.T(localised(c), "backups.begun"))
}

func (p *Pages) showBackups(c *fiber.Ctx, why error) error {
	frame, ctx, zone, err := p.dated(c, "backups.title", backupsPath)
	if err != nil {
		return err
	}
	page := backoffice.BackupsPage{Page: frame}
	if err := refuse(c, &page.Page, why, "main"); err != nil {
		return err
	}
	if page.Notices, err = p.backupWarnings(ctx); err != nil {
		return err
	}
	for i := range page.Notices {
		page.Notices[i].Link = ui.Link{} // this is the page
	}
	runs, err := p.Backups.Runs(ctx, shownBackups)
	if err != nil {
		return err
	}
	for _, run := range runs {
		page.Running = page.Running || run.Running
		page.Rows = append(page.Rows, backupRow(ctx, run, zone))
	}
	sayPlan(ctx, &page, p.Backups.Plan())
	return show(c, backoffice.Backups(page))
}

func sayPlan(ctx context.Context, page *backoffice.BackupsPage, plan BackupPlan) {
	switch plan.Every {
	case 0:
		page.Every = i18n.T(ctx, "backups.never")
	case 24 * time.Hour:
		page.Every = i18n.T(ctx, "backups.every_day")
	default:
		page.Every = i18n.F(ctx, "backups.every_hours", "Hours", strconv.FormatFloat(plan.Every.Hours(), 'f', -1, 64))
	}
	page.Keep = i18n.F(ctx, "backups.keep_rule", "Days", plan.Days, "Weeks", plan.Weeks, "Months", plan.Months)
	page.Where, page.SameDisk = plan.Dir, plan.SameDisk
}

func backupRow(ctx context.Context, run Backup, zone *time.Location) backoffice.Backup {
	row := backoffice.Backup{At: run.BegunAt.In(zone), By: run.AskedBy, File: run.File,
		State: backoffice.State{Text: i18n.T(ctx, "backups.done"), Tone: "success"}}
	switch {
	case run.Command:
		row.By = i18n.T(ctx, "backups.command")
	case run.AskedBy == "":
		row.By = i18n.T(ctx, "backups.schedule")
	}
	switch {
	case run.Running:
		row.State = backoffice.State{Text: i18n.T(ctx, "backups.running"), Tone: "info"}
	case run.Fault != "":
		row.State = backoffice.State{Text: i18n.T(ctx, "backups.failed"), Tone: "danger"}
	case !run.RemovedAt.IsZero():
		row.State = backoffice.State{Text: i18n.T(ctx, "backups.gone")}
	}
	for _, remark := range []string{run.Fault, run.Remark} {
		if remark != "" {
			row.Remarks = append(row.Remarks, remark)
		}
	}
	if run.Bytes > 0 {
		row.Size = i18n.F(ctx, "backups.megabytes", "Size", strconv.FormatFloat(float64(run.Bytes)/1e6, 'f', 1, 64))
	}
	if !run.EndedAt.IsZero() {
		row.Took = i18n.N(ctx, "backups.seconds", int(math.Ceil(run.EndedAt.Sub(run.BegunAt).Seconds())))
	}
	return row
}

// backupWarnings are what an operator should know without asking.
func (p *Pages) backupWarnings(ctx context.Context) (list []ui.Notice, err error) {
	if p.Backups == nil {
		return nil, nil
	}
	health, err := p.Backups.Health(ctx)
	if err != nil {
		return nil, err
	}
	for _, each := range []struct {
		is  bool
		key string
	}{{health.Failed, "backups.warn_failed"}, {health.Late, "backups.warn_late"}, {health.Amiss, "backups.warn_amiss"}} {
		if each.is {
			list = append(list, ui.Notice{Text: i18n.T(ctx, each.key), Tone: "danger",
				Link: ui.Link{Href: backupsPath, Text: i18n.T(ctx, "backups.title")}})
		}
	}
	return list, nil
}
