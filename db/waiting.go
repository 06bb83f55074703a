package db

import "context"

// Waiting is told that a request waits for the database and computes nothing;
// it returns what is to be called when the waiting is over.
type Waiting func(context.Context) (resume func())

func (d *DB) wait(ctx context.Context) (resume func()) {
	if d.waiting == nil {
		return func() {}
	}
	return d.waiting(ctx)
}
