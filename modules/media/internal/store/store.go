// Package store keeps media's rows.
package store

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm/clause"

	"holdfast/db"
)

// Asset is a row of media_assets.
type Asset struct {
	ID            string `gorm:"primaryKey"`
	Source        string
	State         string
	ContentType   string
	Width, Height int
	Widths        string
	Fault         string
	CreatedAt     time.Time
}

// TableName keeps the module's prefix.
func (Asset) TableName() string { return "media_assets" }

// SetWidths keeps the variants there are.
func (a *Asset) SetWidths(widths []int) {
	figures := make([]string, len(widths))
	for i, w := range widths {
		figures[i] = strconv.Itoa(w)
	}
	a.Widths = strings.Join(figures, ",")
}

// WidthList returns the variants there are.
func (a Asset) WidthList() []int {
	var widths []int
	for figure := range strings.SplitSeq(a.Widths, ",") {
		if w, err := strconv.Atoi(figure); err == nil {
			widths = append(widths, w)
		}
	}
	return widths
}

// Store reads and writes media's tables.
type Store struct{ db *db.DB }

// New returns a store on d.
func New(d *db.DB) *Store { return &Store{d} }

// chunk bounds how many values a statement carries.
const chunk = 100

// ByID returns those of ids that there are.
func (s *Store) ByID(ctx context.Context, ids []string) ([]Asset, error) {
	var all []Asset
	for part := range slices.Chunk(ids, chunk) {
		var rows []Asset
		if err := s.db.Read(ctx).Where("id IN ?", part).Find(&rows).Error; err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	return all, nil
}

// Insert adds the row unless it is there, and reports whether it did.
func Insert(tx *db.Tx, row *Asset) (added bool, err error) {
	result := tx.Gorm().Clauses(clause.OnConflict{DoNothing: true}).Create(row)
	return result.RowsAffected == 1, result.Error
}

// MarkReady keeps row's final form.
func MarkReady(tx *db.Tx, row Asset) error {
	return tx.Gorm().Model(&Asset{}).Where("id = ?", row.ID).Updates(map[string]any{
		"state": row.State, "content_type": row.ContentType, "width": row.Width, "height": row.Height,
		"widths": row.Widths, "fault": "",
	}).Error
}

// MarkFault keeps why the asset was given up.
func MarkFault(tx *db.Tx, id, fault string) error {
	return tx.Gorm().Model(&Asset{}).Where("id = ?", id).Update("fault", fault).Error
}

// ClearFault forgets a fault and reports whether there was one.
func ClearFault(tx *db.Tx, id string) (cleared bool, err error) {
	result := tx.Gorm().Model(&Asset{}).Where("id = ? AND fault <> ''", id).Update("fault", "")
	return result.RowsAffected == 1, result.Error
}
