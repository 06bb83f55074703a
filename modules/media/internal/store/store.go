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
	DueAt         *time.Time // when it is to be fetched; nil: it is not
	Tries         int        // how often that was begun
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
		"widths": row.Widths, "fault": "", "due_at": nil,
	}).Error
}

// MarkFault keeps why the asset was given up.
func MarkFault(tx *db.Tx, id, fault string) error {
	return tx.Gorm().Model(&Asset{}).Where("id = ?", id).Updates(map[string]any{"fault": fault, "due_at": nil}).Error
}

// ClearFault forgets a fault, has the asset fetched from now on, and reports
// whether there was one.
func ClearFault(tx *db.Tx, id string, now time.Time) (cleared bool, err error) {
	result := tx.Gorm().Model(&Asset{}).Where("id = ? AND fault <> ''", id).Updates(map[string]any{"fault": "", "due_at": now, "tries": 0})
	return result.RowsAffected == 1, result.Error
}

// Claim returns some of the assets that are due, which are not due again for
// anybody before until.
func Claim(tx *db.Tx, now, until time.Time, limit int) (rows []Asset, err error) {
	err = tx.Gorm().Raw("UPDATE media_assets SET due_at = ?, tries = tries + 1 WHERE due_at <= ? AND id IN "+
		"(SELECT id FROM media_assets WHERE due_at <= ? ORDER BY due_at, id LIMIT ?) RETURNING *", until, now, now, limit).Scan(&rows).Error
	return rows, err
}

// Postpone has an asset fetched at another time, and forgets uncounted tries.
func Postpone(tx *db.Tx, id string, at time.Time, uncounted int) error {
	return tx.Gorm().Exec("UPDATE media_assets SET due_at = ?, tries = tries - ? WHERE id = ? AND due_at IS NOT NULL", at, uncounted, id).Error
}

// Want has a placeholder that waits for nothing fetched.
func Want(tx *db.Tx, id string, now time.Time) error {
	return tx.Gorm().Exec("UPDATE media_assets SET due_at = ? WHERE id = ? AND due_at IS NULL AND state <> 'ready' AND fault = ''", now, id).Error
}

// AnyDue reports whether an asset is to be fetched now.
func (s *Store) AnyDue(ctx context.Context, now time.Time) (bool, error) {
	var ids []string
	err := s.db.Read(ctx).Model(&Asset{}).Where("due_at <= ?", now).Limit(1).Pluck("id", &ids).Error
	return len(ids) > 0, err
}
