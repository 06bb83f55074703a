// Package store keeps pages in content_pages and the slugs they had before in
// content_redirects.
package store

import (
	"context"
	"time"

	"holdfast/db"
)

// Page is a row of content_pages.
type Page struct {
	ID          string
	Slug        string
	Title       string
	Description string
	Body        string
	Position    int
	Published   bool
	UpdatedAt   time.Time
}

// TableName is GORM's.
func (Page) TableName() string { return "content_pages" }

// Redirect is a row of content_redirects: a slug that PageID had before.
type Redirect struct {
	Slug   string
	PageID string
}

// TableName is GORM's.
func (Redirect) TableName() string { return "content_redirects" }

// Store reads and writes pages.
type Store struct{ db *db.DB }

// New returns the store on d.
func New(d *db.DB) Store { return Store{d} }

// Pages returns all rows by title.
func (s Store) Pages(ctx context.Context) ([]Page, error) {
	var rows []Page
	err := s.db.Read(ctx).Order("title, id").Find(&rows).Error
	for i := range rows {
		rows[i].UpdatedAt = rows[i].UpdatedAt.UTC()
	}
	return rows, err
}

// Page returns one row; db.IsMissing knows when there is none.
func (s Store) Page(ctx context.Context, id string) (Page, error) {
	var row Page
	err := s.db.Read(ctx).Where("id = ?", id).Take(&row).Error
	row.UpdatedAt = row.UpdatedAt.UTC()
	return row, err
}

// Redirects returns all rows.
func (s Store) Redirects(ctx context.Context) ([]Redirect, error) {
	var rows []Redirect
	err := s.db.Read(ctx).Order("slug").Find(&rows).Error
	return rows, err
}

// Save inserts or replaces row and keeps the slug it had; found is false when
// there is nothing to replace. db.IsDuplicate knows when its slug is taken.
func (Store) Save(tx *db.Tx, row Page, isNew bool) (found bool, err error) {
	// A slug that a page has is no longer one that leads elsewhere.
	if err := tx.Gorm().Exec("DELETE FROM content_redirects WHERE slug = ?", row.Slug).Error; err != nil {
		return false, err
	}
	if isNew {
		return true, tx.Gorm().Create(&row).Error
	}
	err = tx.Gorm().Exec(`INSERT INTO content_redirects (slug, page_id)
		SELECT slug, id FROM content_pages WHERE id = ? AND slug <> ?
		ON CONFLICT (slug) DO UPDATE SET page_id = excluded.page_id`, row.ID, row.Slug).Error
	if err != nil {
		return false, err
	}
	update := tx.Gorm().Model(&Page{}).Where("id = ?", row.ID).Select("*").Omit("id").Updates(row)
	return update.RowsAffected == 1, update.Error
}

// Delete removes a row and its redirects and reports whether it was there.
func (Store) Delete(tx *db.Tx, id string) (bool, error) {
	if err := tx.Gorm().Exec("DELETE FROM content_redirects WHERE page_id = ?", id).Error; err != nil {
		return false, err
	}
	deleted := tx.Gorm().Exec("DELETE FROM content_pages WHERE id = ?", id)
	return deleted.RowsAffected == 1, deleted.Error
}
