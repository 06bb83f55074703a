package store

import (
	"context"
	"slices"
)

// chunk bounds how many values a statement carries.
const chunk = 500

// Reading returns a writer that is only to be read with, outside any transaction.
func (s *Store) Reading(ctx context.Context) Writer { return Writer{s.db.Read(ctx)} }

// BySlugs returns those products that there are, by slug.
func (w Writer) BySlugs(slugs []string) (map[string]Kept, error) {
	kept := make(map[string]Kept, len(slugs))
	for part := range slices.Chunk(slugs, chunk) {
		rows, variants, err := products(w.tx, "slug", part)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			kept[row.Slug] = Kept{Product: row, Variants: variants[row.ID]}
		}
	}
	return kept, nil
}

// SaveAll writes products and exactly these variants of them; known are the ids
// of the products that there are already.
func (w Writer) SaveAll(products []Product, variants []Variant, known []string) error {
	there := make(map[string]bool, len(known))
	for _, id := range known {
		there[id] = true
	}
	var added []Product
	for i := range products {
		products[i].Normalise()
		if !there[products[i].ID] {
			added = append(added, products[i])
		} else if err := w.tx.Select("*").Omit("created_at").Updates(&products[i]).Error; err != nil {
			return err
		}
	}
	for part := range slices.Chunk(known, chunk) {
		if err := w.tx.Where("product_id IN ?", part).Delete(&Variant{}).Error; err != nil {
			return err
		}
	}
	if len(added) > 0 {
		if err := w.tx.CreateInBatches(&added, 100).Error; err != nil {
			return err
		}
	}
	for i := range variants {
		variants[i].Normalise()
	}
	if len(variants) == 0 {
		return nil
	}
	return w.tx.CreateInBatches(&variants, 250).Error
}

// Strangers returns those SKUs that belong to another product than owned says.
func (w Writer) Strangers(owned map[string]string) (strangers []string, err error) {
	owners, err := w.owners(keys(owned))
	for each, id := range owners {
		if owned[each] != id {
			strangers = append(strangers, each)
		}
	}
	return strangers, err
}

// Addressed returns the products that have or had slugs, by those slugs.
func (s *Store) Addressed(ctx context.Context, slugs []string) (map[string]Kept, error) {
	w := s.Reading(ctx)
	kept, err := w.BySlugs(slugs)
	if err != nil {
		return nil, err
	}
	var gone []string
	for _, slug := range slugs {
		if _, ok := kept[slug]; !ok {
			gone = append(gone, slug)
		}
	}
	for part := range slices.Chunk(gone, chunk) {
		var moved []struct{ OldSlug, Slug string }
		err := w.tx.Raw("SELECT r.old_slug, p.slug FROM catalog_redirects r JOIN catalog_products p ON p.id = r.id WHERE r.kind = 'product' AND r.old_slug IN ?", part).Scan(&moved).Error
		if err != nil {
			return nil, err
		}
		for _, m := range moved {
			now, err := w.BySlugs([]string{m.Slug})
			if err != nil {
				return nil, err
			}
			kept[m.OldSlug] = now[m.Slug]
		}
	}
	return kept, nil
}

func (w Writer) owners(skus []string) (map[string]string, error) {
	owners := make(map[string]string, len(skus))
	for part := range slices.Chunk(skus, chunk) {
		var rows []Variant
		if err := w.tx.Select("sku", "product_id").Where("sku IN ?", part).Find(&rows).Error; err != nil {
			return nil, err
		}
		for _, row := range rows {
			owners[row.SKU] = row.ProductID
		}
	}
	return owners, nil
}

func keys(m map[string]string) []string {
	all := make([]string, 0, len(m))
	for k := range m {
		all = append(all, k)
	}
	return all
}

// IDs returns the ids of the next products after one, oldest first.
func (s *Store) IDs(ctx context.Context, after string, limit int) (ids []string, err error) {
	err = s.db.Read(ctx).Model(&Product{}).Where("id > ?", after).Order("id").Limit(limit).Pluck("id", &ids).Error
	return ids, err
}

// Remove deletes products, their variants and the addresses that led to them.
func (w Writer) Remove(ids []string) error {
	for part := range slices.Chunk(ids, chunk) {
		if err := w.tx.Where("product_id IN ?", part).Delete(&Variant{}).Error; err != nil {
			return err
		}
		if err := w.tx.Exec("DELETE FROM catalog_redirects WHERE kind = 'product' AND id IN ?", part).Error; err != nil {
			return err
		}
		if err := w.tx.Where("id IN ?", part).Delete(&Product{}).Error; err != nil {
			return err
		}
	}
	return nil
}
