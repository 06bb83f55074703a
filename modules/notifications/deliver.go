package notifications

import (
	"context"
	"errors"
	"fmt"
	"time"

	"holdfast/db"
	"holdfast/modules/notifications/internal/smtp"
	"holdfast/modules/notifications/internal/store"
)

// maxAttempts is when a mail is given up: the queue waits n⁴ seconds after the
// nth attempt, so a mail server may be away for a day and a half.
const maxAttempts = 15

// claimFor is how long one attempt has a mail to itself: longer than a job runs.
// When the attempt's end could not be written down, the mail waits for as long.
const claimFor = 75 * time.Second

// sendMail is the job that sends one mail.
type sendMail struct{ ID string }

// JobName names the job in the queue.
func (sendMail) JobName() string { return "notifications.send" }

// deliver tries to send a mail that is queued. An error has it tried again.
func (s *Service) deliver(ctx context.Context, job sendMail) error {
	if s.server == nil {
		return s.db.Write(ctx, func(tx *db.Tx) error { return s.store.Keep(tx, job.ID) })
	}
	row, err := s.claim(ctx, job.ID)
	if err != nil || row.ID == "" {
		return err
	}
	name, address, err := s.from(ctx)
	if err == nil {
		err = s.server.Send(ctx, smtp.Message{
			ID: row.ID, FromName: name, From: address, To: row.Recipient, Subject: row.Subject,
			Text: row.Text, HTML: row.HTML, Date: row.CreatedAt,
		})
	}
	return s.conclude(context.WithoutCancel(ctx), row, err)
}

// claim takes the mail for one attempt. The row is empty when there is nothing
// to send any more.
func (s *Service) claim(ctx context.Context, id string) (store.Mail, error) {
	var claimed bool
	err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
		claimed, err = s.store.Claim(tx, id, s.now(), s.now().Add(claimFor))
		return err
	})
	if err != nil {
		return store.Mail{}, fmt.Errorf("claim mail %s: %w", id, err)
	}
	row, err := s.store.Mail(ctx, id)
	switch {
	case db.IsMissing(err), err == nil && row.State != string(Queued):
		return store.Mail{}, nil
	case err != nil:
		return store.Mail{}, fmt.Errorf("read mail %s: %w", id, err)
	case !claimed:
		// Another attempt is under way, or its end was lost.
		return store.Mail{}, db.Later(row.ClaimedUntil.Sub(s.now()))
	}
	return row, nil
}

// conclude writes down what came of an attempt.
func (s *Service) conclude(ctx context.Context, row store.Mail, failure error) error {
	row.State, row.LastError, row.ClaimedUntil = string(Sent), "", s.now()
	sent := s.now()
	row.SentAt = &sent
	retry := false
	if failure != nil {
		row.SentAt, row.LastError = nil, failure.Error()
		retry = !smtp.IsPermanent(failure) && row.Attempts < maxAttempts
		row.State = string(Failed)
		if retry {
			row.State = string(Queued)
		}
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error { return errors.Join(s.store.Conclude(tx, row), s.spend(tx, row)) })
	if err != nil {
		return fmt.Errorf("note what became of mail %s: %w", row.ID, err)
	}
	if retry {
		return fmt.Errorf("send mail %s: %w", row.ID, failure)
	}
	return nil
}
