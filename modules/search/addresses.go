package search

import (
	"context"
	"fmt"
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
	rows, err := s.store.Addresses(ctx, after, limit)
	if err != nil {
		return nil, fmt.Errorf("list addresses after %q: %w", after, err)
	}
	addresses := make([]Address, len(rows))
	for i, r := range rows {
		addresses[i] = Address{r.Slug, r.Updated.UTC()}
	}
	return addresses, nil
}
