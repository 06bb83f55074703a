package catalog

import (
	"context"
	"fmt"
	"slices"

	"holdfast/db"
	"holdfast/modules/catalog/internal/store"
)

// Kind is what an address leads to.
type Kind string

// The kinds of pages that have addresses of their own.
const (
	KindProduct    Kind = "product"
	KindCategory   Kind = "category"
	KindCollection Kind = "collection"
)

// Category is a place in the tree that shoppers browse.
type Category struct {
	ID       string // given at the first Put
	Parent   string // the id of the category above, empty at the top
	Slug     string
	Name     string
	Line     string // one sentence
	Image    string // an asset's id, or empty
	Position int
}

// Collection is every product that carries Tag.
type Collection struct {
	ID       string
	Slug     string
	Name     string
	Line     string
	Tag      string
	Position int
}

// Menus is what there is to browse, in order.
type Menus struct {
	Categories  []Category
	Collections []Collection
}

// Menus returns the categories and collections, from memory.
func (s *Service) Menus(ctx context.Context) (Menus, error) { return s.menus.Get(ctx) }

// Category returns the category with slug. Faults: ErrUnknownCategory.
func (m Menus) Category(slug string) (Category, error) {
	for _, c := range m.Categories {
		if c.Slug == slug {
			return c, nil
		}
	}
	return Category{}, ErrUnknownCategory
}

// CategoryByID returns the category with id. Faults: ErrUnknownCategory.
func (m Menus) CategoryByID(id string) (Category, error) {
	for _, c := range m.Categories {
		if c.ID == id {
			return c, nil
		}
	}
	return Category{}, ErrUnknownCategory
}

// Collection returns the collection with slug. Faults: ErrUnknownCollection.
func (m Menus) Collection(slug string) (Collection, error) {
	for _, c := range m.Collections {
		if c.Slug == slug {
			return c, nil
		}
	}
	return Collection{}, ErrUnknownCollection
}

// Below returns the categories right below the one with id; "" is the top.
func (m Menus) Below(id string) []Category {
	var below []Category
	for _, c := range m.Categories {
		if c.Parent == id {
			below = append(below, c)
		}
	}
	return below
}

// Path returns the categories from the top down to the one with id.
func (m Menus) Path(id string) []Category {
	var path []Category
	for range m.Categories { // no deeper than there are categories
		c, err := m.CategoryByID(id)
		if err != nil {
			break
		}
		path = append(path, c)
		id = c.Parent
	}
	slices.Reverse(path)
	return path
}

// PutCategory makes the tree hold category, known by its slug, and returns it
// with its identity.
func (s *Service) PutCategory(ctx context.Context, category Category) (Category, error) {
	row := store.Category{Slug: category.Slug, ParentID: category.Parent, Name: category.Name, Line: category.Line, Image: category.Image, Position: category.Position}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		tx.Announce(TagMenus, TagLists)
		return s.store.InTx(tx).PutCategory(&row)
	})
	if err != nil {
		return category, fmt.Errorf("put category %s: %w", category.Slug, err)
	}
	category.ID = row.ID
	return category, nil
}

// PutCollection makes the shop have collection, known by its slug.
func (s *Service) PutCollection(ctx context.Context, collection Collection) error {
	row := store.Collection{Slug: collection.Slug, Name: collection.Name, Line: collection.Line, Tag: collection.Tag, Position: collection.Position}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		tx.Announce(TagMenus, TagLists)
		return s.store.InTx(tx).PutCollection(&row)
	})
	if err != nil {
		return fmt.Errorf("put collection %s: %w", collection.Slug, err)
	}
	return nil
}

func (s *Service) loadMenus(ctx context.Context) (Menus, error) {
	categories, collections, err := s.store.Menus(ctx)
	if err != nil {
		return Menus{}, fmt.Errorf("read the menus: %w", err)
	}
	var m Menus
	for _, c := range categories {
		m.Categories = append(m.Categories, Category{ID: c.ID, Parent: c.ParentID, Slug: c.Slug, Name: c.Name, Line: c.Line, Image: c.Image, Position: c.Position})
	}
	for _, c := range collections {
		m.Collections = append(m.Collections, Collection{ID: c.ID, Slug: c.Slug, Name: c.Name, Line: c.Line, Tag: c.Tag, Position: c.Position})
	}
	return m, nil
}
