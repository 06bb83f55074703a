package backoffice

import (
	"context"
	"net/url"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/notifications"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
	"holdfast/views/ui"
)

func mailRows(ctx context.Context, mails []notifications.Mail, zone *time.Location) []backoffice.MailRow {
	rows := make([]backoffice.MailRow, len(mails))
	for i, m := range mails {
		rows[i] = mailRow(ctx, m, zone)
	}
	return rows
}

func mailRow(ctx context.Context, m notifications.Mail, zone *time.Location) backoffice.MailRow {
	tone := map[notifications.State]string{notifications.Queued: "info", notifications.Sent: "success", notifications.Failed: "danger"}[m.State]
	return backoffice.MailRow{ID: m.ID, To: m.To, Subject: m.Subject, Order: m.OrderNumber, At: m.Created.In(zone),
		State: backoffice.State{Text: i18n.T(ctx, "mailstate."+string(m.State)), Tone: tone}}
}

// mails lists them, narrowed by what the address says.
func (p *Pages) mails(c *fiber.Ctx) error {
	frame, ctx, zone, err := p.dated(c, "admin.mail", "/admin/mail")
	if err != nil {
		return err
	}
	page := backoffice.MailsPage{Page: frame, State: query(c, "state"), Order: query(c, "order")}
	for _, state := range []notifications.State{notifications.Queued, notifications.Sent, notifications.Failed, notifications.Kept} {
		page.States = append(page.States, ui.Option{Value: string(state), Label: i18n.T(ctx, "mailstate."+string(state))})
	}
	after := query(c, "after")
	list, err := p.Notifications.List(ctx, notifications.Filter{State: notifications.State(page.State), OrderNumber: page.Order}, after)
	if err != nil {
		return err
	}
	if !p.Notifications.Sends() {
		page.Notices = []ui.Notice{{Text: i18n.T(ctx, "admin.no_mail_server"), Tone: "warning"}}
	}
	page.Rows = mailRows(ctx, list.Mails, zone)
	page.More = more("/admin/mail", url.Values{"state": {page.State}, "order": {page.Order}}, after, list.Next)
	return show(c, backoffice.Mails(page))
}

// mail shows one mail: its text, and its HTML in a frame that can do nothing.
func (p *Pages) mail(c *fiber.Ctx) error {
	frame, ctx, zone, err := p.dated(c, "admin.mail", "/admin/mail")
	if err != nil {
		return err
	}
	m, err := p.Notifications.Mail(ctx, param(c, "id"))
	if err != nil {
		return err
	}
	frame.Title = m.Subject
	page := backoffice.MailPage{Page: frame, MailRow: mailRow(ctx, m, zone), Text: m.Text, HTML: m.HTML != "",
		Attempts: m.Attempts, Error: m.LastError, Operates: mayActOn(c)}
	if !m.SentAt.IsZero() {
		page.SentAt = m.SentAt.In(zone)
	}
	policy := string(c.Response().Header.Peek(fiber.HeaderContentSecurityPolicy))
	c.Set(fiber.HeaderContentSecurityPolicy, policy+"; frame-src 'self'")
	return show(c, backoffice.Mail(page))
}

// mailHTML is a mail as its reader sees it. Mails have styles of their own, and
// what a shopper typed stands in them: nothing runs, and nothing is fetched.
func (p *Pages) mailHTML(c *fiber.Ctx) error {
	m, err := p.Notifications.Mail(c.UserContext(), param(c, "id"))
	if err != nil {
		return err
	}
	if m.HTML == "" {
		return notifications.ErrUnknown
	}
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; sandbox")
	c.Set(fiber.HeaderXFrameOptions, "SAMEORIGIN")
	c.Set("Cross-Origin-Opener-Policy", "unsafe-none") // browsers refuse a sandboxed page with another
	c.Type("html", "utf-8")
	return c.SendString(m.HTML)
}

// sendAgain sends a mail once more; the module notes it in the audit log.
func (p *Pages) sendAgain(c *fiber.Ctx) error {
	id := param(c, "id")
	if err := p.Notifications.Resend(c.UserContext(), id, operator(c).Email); err != nil {
		return err
	}
	message := "mailbox.sent_again"
	if !p.Notifications.Sends() {
		message = "mailbox.kept_again"
	}
	return done(c, "/admin/mail/"+id, i18n.T(localised(c), message))
}
