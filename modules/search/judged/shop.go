package judged

import (
	"context"

	"holdfast/modules/catalog"
	"holdfast/modules/kernel/money"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing"
)

// Shop is a shop that sells the catalogue, as search sees it: its catalogue,
// its prices and its stock.
type Shop struct {
	Stocked []Product
	byID    map[string]int
	bySKU   map[sku.SKU]int
}

// NewShop returns a shop that sells products.
func NewShop(products []Product) *Shop {
	s := &Shop{Stocked: products, byID: make(map[string]int, len(products)), bySKU: make(map[sku.SKU]int, len(products))}
	for i, p := range products {
		s.byID[p.ID] = i
		for _, each := range p.SKUs() {
			s.bySKU[each] = i
		}
	}
	return s
}

// Place returns where a product is among those that the shop sells.
func (s *Shop) Place(id string) int { return s.byID[id] }

// Products returns those that have ids.
func (s *Shop) Products(_ context.Context, ids []string) ([]catalog.Product, error) {
	var found []catalog.Product
	for _, id := range ids {
		if i, ok := s.byID[id]; ok {
			found = append(found, s.Stocked[i].Product)
		}
	}
	return found, nil
}

// Items returns the variants of skus.
func (s *Shop) Items(_ context.Context, skus []sku.SKU) (map[sku.SKU]catalog.Item, error) {
	items := map[sku.SKU]catalog.Item{}
	for _, each := range skus {
		if i, ok := s.bySKU[each]; ok {
			v, _ := s.Stocked[i].Variant(each)
			items[each] = catalog.Item{Product: s.Stocked[i].Product, Variant: v}
		}
	}
	return items, nil
}

// List returns the next limit products after one.
func (s *Shop) List(_ context.Context, _, after string, limit int) (page []catalog.Product, next string, err error) {
	from := 0
	if after != "" {
		from = s.byID[after] + 1
	}
	for _, p := range s.Stocked[from:min(from+limit, len(s.Stocked))] {
		page, next = append(page, p.Product), p.ID
	}
	if from+limit >= len(s.Stocked) {
		next = ""
	}
	return page, next, nil
}

// Menus returns the shelves.
func (s *Shop) Menus(context.Context) (catalog.Menus, error) { return Menus(), nil }

// Prices returns what skus cost.
func (s *Shop) Prices(_ context.Context, skus []sku.SKU) (map[sku.SKU]pricing.Price, error) {
	prices := make(map[sku.SKU]pricing.Price, len(skus))
	for _, each := range skus {
		if i, ok := s.bySKU[each]; ok {
			prices[each] = pricing.Price{Amount: money.New(s.Stocked[i].Price, "EUR")}
		}
	}
	return prices, nil
}

// Available returns how many of skus there are.
func (s *Shop) Available(_ context.Context, skus []sku.SKU) (map[sku.SKU]int, error) {
	available := make(map[sku.SKU]int, len(skus))
	for _, each := range skus {
		if i, ok := s.bySKU[each]; ok {
			available[each] = s.Stocked[i].Stock
		}
	}
	return available, nil
}
