package search

import (
	"context"
	"time"
)

// Address is where a published product is found.
type Address struct {
	Slug    string
	Updated time.Time // when a card or a text of it last changed
}

// Slugs returns the next limit published products after the slug after, by
// slug; after is empty for the first.
func (s *Service) Slugs(ctx context.Context, after string, limit int) ([]Address, error) {
	return nil, nil
}
