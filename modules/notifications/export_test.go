package notifications

import "context"

// Deliver makes one attempt at a mail, as the job does.
func Deliver(ctx context.Context, s *Service, id string) error { return s.deliver(ctx, sendMail{id}) }
