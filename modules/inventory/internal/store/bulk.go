package store

import (
	"context"
	"slices"

	"gorm.io/gorm/clause"

	"holdfast/modules/kernel/sku"
)

// chunk bounds how many values a statement carries.
const chunk = 500

// PutAll inserts or updates levels' counts, and logs the movements.
func (w Writer) PutAll(levels []Level, moves []Movement) error {
	onConflict := clause.OnConflict{Columns: []clause.Column{{Name: "sku"}}, DoUpdates: clause.AssignmentColumns([]string{"tracked", "on_hand"})}
	if err := w.tx.Clauses(onConflict).CreateInBatches(&levels, 250).Error; err != nil {
		return err
	}
	return w.tx.CreateInBatches(&moves, 250).Error
}

// AddedBy sums what ref has added on hand.
func (w Writer) AddedBy(ref string, skus []sku.SKU) (map[sku.SKU]int, error) {
	added := map[sku.SKU]int{}
	for part := range slices.Chunk(skus, chunk) {
		var rows []struct {
			SKU   string `gorm:"column:sku"`
			Added int
		}
		err := w.tx.Model(&Movement{}).Select("sku, sum(on_hand) AS added").Where("ref = ? AND sku IN ?", ref, part).Group("sku").Scan(&rows).Error
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			added[sku.SKU(row.SKU)] = row.Added
		}
	}
	return added, nil
}

// MovedByOthers returns the SKUs that have a movement of anybody but ref.
func (s *Store) MovedByOthers(ctx context.Context, ref string, skus []sku.SKU) (map[sku.SKU]bool, error) {
	moved := map[sku.SKU]bool{}
	for part := range slices.Chunk(skus, chunk) {
		var found []string
		err := s.db.Read(ctx).Model(&Movement{}).Distinct("sku").Where("ref <> ? AND sku IN ?", ref, part).Pluck("sku", &found).Error
		if err != nil {
			return nil, err
		}
		for _, each := range found {
			moved[sku.SKU(each)] = true
		}
	}
	return moved, nil
}
