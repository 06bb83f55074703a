package store

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"holdfast/db"
)

// Store reads catalog's tables.
type Store struct{ db *db.DB }

// New returns a store on database.
func New(database *db.DB) *Store { return &Store{database} }

// Products returns the rows whose column has one of values, and their variants
// in order, by product.
func (s *Store) Products(ctx context.Context, column string, values []string) ([]Product, map[string][]Variant, error) {
	return products(s.db.Read(ctx), column, values)
}

func products(g *gorm.DB, column string, values []string) ([]Product, map[string][]Variant, error) {
	return find(g, g.Where(column+" IN ?", values))
}

// find returns the products of query, and their variants in order.
func find(g, query *gorm.DB) ([]Product, map[string][]Variant, error) {
	var rows []Product
	if err := query.Find(&rows).Error; err != nil || len(rows) == 0 {
		return nil, nil, err
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	var variants []Variant
	if err := g.Where("product_id IN ?", ids).Order("product_id, position").Find(&variants).Error; err != nil {
		return nil, nil, err
	}
	byProduct := make(map[string][]Variant, len(rows))
	for _, v := range variants {
		byProduct[v.ProductID] = append(byProduct[v.ProductID], v)
	}
	return rows, byProduct, nil
}

// ProductsWith returns the products that skus belong to, and their variants.
func (s *Store) ProductsWith(ctx context.Context, skus []string) ([]Product, map[string][]Variant, error) {
	if len(skus) == 0 {
		return nil, nil, nil
	}
	g := s.db.Read(ctx)
	return find(g, g.Where("id IN (?)", s.db.Read(ctx).Model(&Variant{}).Select("product_id").Where("sku IN ?", skus)))
}

// List returns a page of product ids, newest first, and where the next begins.
func (s *Store) List(ctx context.Context, query, after string, limit int) (ids []string, next string, err error) {
	g := s.db.Read(ctx).Model(&Product{}).Select("id").Order("id DESC").Limit(limit + 1)
	if after != "" {
		g = g.Where("id < ?", after)
	}
	if query != "" {
		pattern := db.Like(strings.ToLower(query))
		g = g.Where(s.db.Lower(ctx, "name")+` LIKE ? ESCAPE '\' OR slug LIKE ? ESCAPE '\' OR id IN (SELECT product_id FROM catalog_variants WHERE `+
			s.db.Lower(ctx, "sku")+` LIKE ? ESCAPE '\')`, pattern, pattern, pattern)
	}
	if err := g.Find(&ids).Error; err != nil {
		return nil, "", err
	}
	if len(ids) > limit {
		ids = ids[:limit]
		next = ids[limit-1]
	}
	return ids, next, nil
}

// Redirect returns the slug that what once had the slug old has now.
func (s *Store) Redirect(ctx context.Context, kind, old string) (string, error) {
	var slug string
	table := map[string]string{"product": "catalog_products", "category": "catalog_categories", "collection": "catalog_collections"}[kind]
	err := s.db.Read(ctx).Raw("SELECT t.slug FROM catalog_redirects r JOIN "+table+" t ON t.id = r.id WHERE r.kind = ? AND r.old_slug = ?", kind, old).Scan(&slug).Error
	return slug, err
}

// Menus returns the categories and collections, in order.
func (s *Store) Menus(ctx context.Context) (categories []Category, collections []Collection, err error) {
	err = s.db.Read(ctx).Order("position, name").Find(&categories).Error
	if err != nil {
		return nil, nil, err
	}
	err = s.db.Read(ctx).Order("position, name").Find(&collections).Error
	return categories, collections, err
}
