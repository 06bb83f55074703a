package orders

import (
	"context"
	"fmt"
	"time"
)

// What orders wait for. Lists are narrowed by these as by a State; an order
// that was sent against cash waits for its money, one that will be does not.
const (
	ToPay  State = "to pay"
	ToSend State = "to send"
)

// BacklogBound is how far a backlog is counted: one more means "more than".
const BacklogBound = 1000

// Backlog is how much there is to do.
type Backlog struct{ ToPay, ToSend, Sent int }

// Backlog returns how many orders wait for money, how many to be sent, and how
// many were sent since an instant, each counted to just beyond BacklogBound.
func (s *Service) Backlog(ctx context.Context, since time.Time) (b Backlog, err error) {
	for _, part := range []struct {
		to    *int
		state State
		and   string
		args  []any
	}{
		{to: &b.ToPay, state: ToPay}, {to: &b.ToSend, state: ToSend},
		{&b.Sent, Sent, "sent_at >= ?", []any{since}},
	} {
		n, err := s.store.Count(ctx, BacklogBound+1, string(part.state), part.and, part.args...)
		if err != nil {
			return Backlog{}, fmt.Errorf("count orders %s: %w", part.state, err)
		}
		*part.to = int(n)
	}
	return b, nil
}
