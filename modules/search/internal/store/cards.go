package store

import (
	"context"
	"database/sql"
)

// Card is what a list reads of a row of search_documents.
type Card struct {
	ID                           int64
	ProductID, Slug, Name, Brand string
	Price, Was, Lowest           int64
	UnitPrice                    int64
	UnitPer                      string // empty: no unit price
	Currency                     string
	Several, InStock             bool
	ImageAsset, ImageAlt         string
	ImageWidth, ImageHeight      int
}

const cardColumns = `d.id, d.product_id, d.slug, d.name, d.brand, d.price, d.was, d.lowest, d.unit_price, d.unit_per, d.currency, d.several, d.in_stock,
	d.image_asset, d.image_alt, d.image_width, d.image_height`

func (c *Card) scan(rows *sql.Rows) error {
	return rows.Scan(&c.ID, &c.ProductID, &c.Slug, &c.Name, &c.Brand, &c.Price, &c.Was, &c.Lowest, &c.UnitPrice, &c.UnitPer, &c.Currency, &c.Several, &c.InStock,
		&c.ImageAsset, &c.ImageAlt, &c.ImageWidth, &c.ImageHeight)
}

// Cards returns the cards of documents, in their order.
func (s *Store) Cards(ctx context.Context, documents []int64) ([]Card, error) {
	if len(documents) == 0 {
		return nil, nil
	}
	cards, err := s.cards(ctx, len(documents), "SELECT "+cardColumns+" FROM search_documents d WHERE d.id IN ?", documents)
	if err != nil {
		return nil, err
	}
	byID := make(map[int64]Card, len(cards))
	for _, c := range cards {
		byID[c.ID] = c
	}
	ordered := cards[:0]
	for _, id := range documents {
		if c, ok := byID[id]; ok { // it may have gone since it was found
			ordered = append(ordered, c)
		}
	}
	return ordered, nil
}

func (s *Store) cards(ctx context.Context, size int, query string, args ...any) ([]Card, error) {
	cards := make([]Card, 0, size)
	err := s.each(ctx, func(rows *sql.Rows) error {
		var c Card
		err := c.scan(rows)
		cards = append(cards, c)
		return err
	}, query, args...)
	return cards, err
}
