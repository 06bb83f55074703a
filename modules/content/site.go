package content

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// site is all that readers can see, in memory.
type site struct {
	bySlug    map[string]Page // old slugs too
	published []Page
	menu      []Link
}

func (s *Service) load(ctx context.Context) (site, error) {
	rows, err := s.store.Pages(ctx)
	if err != nil {
		return site{}, fmt.Errorf("read the pages: %w", err)
	}
	redirects, err := s.store.Redirects(ctx)
	if err != nil {
		return site{}, fmt.Errorf("read the pages' old slugs: %w", err)
	}
	seen := site{bySlug: map[string]Page{}}
	byID := map[string]Page{}
	for _, p := range pages(rows) {
		if p.Published {
			byID[p.ID], seen.bySlug[p.Slug] = p, p
			seen.published = append(seen.published, p)
		}
	}
	for _, r := range redirects {
		p, there := byID[r.PageID]
		if _, taken := seen.bySlug[r.Slug]; there && !taken {
			seen.bySlug[r.Slug] = p
		}
	}
	seen.menu = menu(seen.published)
	return seen, nil
}

func menu(published []Page) []Link {
	listed := slices.DeleteFunc(slices.Clone(published), func(p Page) bool { return p.Position == 0 })
	slices.SortStableFunc(listed, func(a, b Page) int { return cmp.Compare(a.Position, b.Position) })
	links := make([]Link, len(listed))
	for i, p := range listed {
		links[i] = Link{Label: p.Title, Href: p.Href()}
	}
	return links
}
