package store

import (
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"holdfast/db"
)

// Writer writes catalog's tables inside a transaction.
type Writer struct{ tx *gorm.DB }

// Kept is a product as it is stored.
type Kept struct {
	Product
	Variants []Variant
}

// InTx returns a writer inside tx.
func (s *Store) InTx(tx *db.Tx) Writer { return Writer{tx.Gorm()} }

// BySlug returns the product with slug, nil if there is none.
func (w Writer) BySlug(slug string) (*Kept, error) {
	rows, variants, err := products(w.tx, "slug", []string{slug})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &Kept{Product: rows[0], Variants: variants[rows[0].ID]}, nil
}

// Save writes a product and exactly these variants.
func (w Writer) Save(p Product, variants []Variant, exists bool) error {
	p.Normalise()
	if !exists {
		if err := w.tx.Create(&p).Error; err != nil {
			return err
		}
	} else {
		if err := w.tx.Select("*").Omit("created_at").Updates(&p).Error; err != nil {
			return err
		}
		if err := w.tx.Where("product_id = ?", p.ID).Delete(&Variant{}).Error; err != nil {
			return err
		}
	}
	for i := range variants {
		variants[i].ProductID = p.ID
		variants[i].Normalise()
	}
	return w.tx.CreateInBatches(&variants, 100).Error
}

// Move changes a product's slug and keeps the old one as a redirect.
func (w Writer) Move(id, slug string) error {
	var p Product
	if err := w.tx.Select("id", "slug").Where("id = ?", id).Take(&p).Error; err != nil {
		return err
	}
	if p.Slug == slug {
		return nil
	}
	if err := w.tx.Model(&Product{}).Where("id = ?", id).Update("slug", slug).Error; err != nil {
		return err
	}
	if err := w.tx.Exec("DELETE FROM catalog_redirects WHERE kind = 'product' AND old_slug = ?", slug).Error; err != nil {
		return err
	}
	return w.tx.Exec("INSERT INTO catalog_redirects (kind, old_slug, id) VALUES ('product', ?, ?) ON CONFLICT (kind, old_slug) DO UPDATE SET id = excluded.id", p.Slug, id).Error
}

// SetStatus shows or hides a product.
func (w Writer) SetStatus(id, status string, now time.Time) error {
	res := w.tx.Model(&Product{}).Where("id = ?", id).Updates(map[string]any{"status": status, "updated_at": now})
	if res.Error == nil && res.RowsAffected == 0 {
		return gorm.ErrRecordNotFound
	}
	return res.Error
}

// PutCategory inserts or updates by slug and sets the row's id.
func (w Writer) PutCategory(c *Category) error {
	c.ID = db.NewID()
	return w.tx.Clauses(bySlug("parent_id", "name", "line", "image", "position"), returningID).Create(c).Error
}

// PutCollection inserts or updates by slug and sets the row's id.
func (w Writer) PutCollection(c *Collection) error {
	c.ID = db.NewID()
	return w.tx.Clauses(bySlug("name", "line", "tag", "position"), returningID).Create(c).Error
}

var returningID = clause.Returning{Columns: []clause.Column{{Name: "id"}}}

func bySlug(columns ...string) clause.OnConflict {
	return clause.OnConflict{Columns: []clause.Column{{Name: "slug"}}, DoUpdates: clause.AssignmentColumns(columns)}
}
