package imports

import (
	"context"
	"fmt"
	"strings"

	"github.com/gosimple/slug"

	"holdfast/modules/catalog"
)

// shelves finds categories by their names, and makes those that are missing.
type shelves struct {
	needs Shelves
	dry   bool
	menus *catalog.Menus
}

// find returns the id of the category at path; "" for an empty path.
func (s *shelves) find(ctx context.Context, path []string, report *Report) (string, error) {
	if s.menus == nil {
		m, err := s.needs.Menus(ctx)
		if err != nil {
			return "", err
		}
		m.Categories = append([]catalog.Category(nil), m.Categories...) // ours to add to
		s.menus = &m
	}
	parent := catalog.Category{}
	for i, name := range path {
		found, ok := s.called(parent.ID, name)
		if !ok {
			var err error
			if found, err = s.add(ctx, parent, name); err != nil {
				return "", err
			}
			report.category(strings.Join(path[:i+1], " > "))
		}
		parent = found
	}
	return parent.ID, nil
}

func (s *shelves) called(parent, name string) (catalog.Category, bool) {
	for _, c := range s.menus.Below(parent) {
		if strings.EqualFold(c.Name, name) {
			return c, true
		}
	}
	return catalog.Category{}, false
}

func (s *shelves) add(ctx context.Context, parent catalog.Category, name string) (catalog.Category, error) {
	c := catalog.Category{
		Parent: parent.ID, Slug: s.freeSlug(parent, name), Name: name, Position: len(s.menus.Below(parent.ID)) + 1,
	}
	var err error
	if s.dry {
		c.ID = "new:" + c.Slug
	} else if c, err = s.needs.PutCategory(ctx, c); err != nil {
		return c, err
	}
	s.menus.Categories = append(s.menus.Categories, c)
	return c, nil
}

// freeSlug is the name's own address, else one with the parent's before it.
func (s *shelves) freeSlug(parent catalog.Category, name string) string {
	made := slug.Make(name)
	if made == "" {
		made = "category"
	}
	free := func(candidate string) bool { _, err := s.menus.Category(candidate); return err != nil }
	if free(made) {
		return made
	}
	if parent.Slug != "" && free(parent.Slug+"-"+made) {
		return parent.Slug + "-" + made
	}
	for n := 2; ; n++ {
		if candidate := fmt.Sprintf("%s-%d", made, n); free(candidate) {
			return candidate
		}
	}
}
