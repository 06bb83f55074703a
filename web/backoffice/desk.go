package backoffice

import (
	"context"
	"net/url"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/notifications"
	"holdfast/modules/orders"
	"holdfast/modules/staff"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
	"holdfast/views/ui"
)

// latest is how many orders the overview shows.
const latest = 10

// desk says what waits, and shows what has just come in.
func (p *Pages) desk(c *fiber.Ctx) error {
	frame, ctx, zone, err := p.dated(c, "admin.overview", home)
	if err != nil {
		return err
	}
	page := backoffice.DeskPage{Page: frame}
	if page.Notices, err = p.warnings(ctx); err != nil {
		return err
	}
	if page.Duties, err = p.duties(ctx, midnight(p.Now().In(zone))); err != nil {
		return err
	}
	list, _, err := p.Orders.List(ctx, orders.Filter{}, "", latest)
	if err != nil {
		return err
	}
	page.Latest = p.orderRows(ctx, list, zone)
	return show(c, backoffice.Desk(page))
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

func (p *Pages) warnings(ctx context.Context) (list []ui.Notice, err error) {
	if p.Stalled != nil {
		stalled, err := p.Stalled(ctx)
		if err != nil {
			return nil, err
		}
		if stalled {
			list = append(list, ui.Notice{Text: i18n.T(ctx, "admin.stalled"), Tone: "danger"})
		}
	}
	backups, err := p.backupWarnings(ctx)
	if err != nil {
		return nil, err
	}
	list = append(list, backups...)
	if !p.Notifications.Sends() {
		list = append(list, ui.Notice{Text: i18n.T(ctx, "admin.no_mail_server"), Tone: "warning", Link: ui.Link{Href: "/admin/mail", Text: i18n.T(ctx, "admin.mail")}})
	}
	return list, nil
}

func (p *Pages) duties(ctx context.Context, today time.Time) ([]backoffice.Duty, error) {
	backlog, err := p.Orders.Backlog(ctx, today)
	if err != nil {
		return nil, err
	}
	failed, err := p.Notifications.List(ctx, notifications.Filter{State: notifications.Failed}, "")
	if err != nil {
		return nil, err
	}
	mails := i18n.Number(ctx, len(failed.Mails))
	if failed.Next != "" {
		mails = i18n.F(ctx, "admin.more_than", "Count", mails)
	}
	return []backoffice.Duty{
		{Count: upTo(ctx, backlog.ToPay), What: i18n.T(ctx, "desk.to_pay"), Href: ordersIn(orders.ToPay)},
		{Count: upTo(ctx, backlog.ToSend), What: i18n.T(ctx, "desk.to_send"), Href: ordersIn(orders.ToSend)},
		{Count: upTo(ctx, backlog.Sent), What: i18n.T(ctx, "desk.sent_today"), Href: ordersIn(orders.Sent)},
		{Count: mails, What: i18n.T(ctx, "desk.mails_failed"), Href: "/admin/mail?state=" + string(notifications.Failed)},
	}, nil
}

// upTo writes a count that goes no further than the bound.
func upTo(ctx context.Context, n int) string {
	if n > orders.BacklogBound {
		return i18n.F(ctx, "admin.more_than", "Count", i18n.Number(ctx, orders.BacklogBound))
	}
	return i18n.Number(ctx, n)
}

func ordersIn(state orders.State) string {
	return "/admin/orders?state=" + url.QueryEscape(string(state))
}

// mayActOn reports whether the operator may do more than look at orders.
func mayActOn(c *fiber.Ctx) bool { return operator(c).Role.May(staff.ManageOrders) }
