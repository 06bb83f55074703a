package backoffice

import (
	"context"
	"time"

	"holdfast/modules/notifications"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
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
