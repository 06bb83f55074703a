package backoffice

import (
	"context"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/catalog"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/money"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
	"holdfast/views/ui"
)

// products lists them, narrowed by what the address says.
func (p *Pages) products(c *fiber.Ctx) error {
	frame, err := p.frame(c, "admin.products", "/admin/products")
	if err != nil {
		return err
	}
	ctx := localised(c)
	page, after := backoffice.ProductsPage{Page: frame, Query: query(c, "q")}, query(c, "after")
	list, next, err := p.Catalog.List(ctx, page.Query, after, pageSize)
	if err != nil {
		return err
	}
	if page.Rows, err = p.productRows(ctx, list); err != nil {
		return err
	}
	page.More = more("/admin/products", url.Values{"q": {page.Query}}, after, next)
	return show(c, backoffice.Products(page))
}

func (p *Pages) productRows(ctx context.Context, list []catalog.Product) ([]backoffice.ProductRow, error) {
	var skus []sku.SKU
	for _, product := range list {
		skus = append(skus, product.SKUs()...)
	}
	prices, err := p.Pricing.Prices(ctx, skus)
	if err != nil {
		return nil, err
	}
	levels, err := p.Inventory.Levels(ctx, skus)
	if err != nil {
		return nil, err
	}
	rows := make([]backoffice.ProductRow, len(list))
	for i, product := range list {
		rows[i] = productRow(ctx, product, prices, levels)
	}
	return rows, nil
}

func productRow(ctx context.Context, product catalog.Product, prices map[sku.SKU]pricing.Price, levels map[sku.SKU]inventory.Level) backoffice.ProductRow {
	row := backoffice.ProductRow{ID: product.ID, Name: product.Name, Variants: len(product.Variants), Counted: true,
		State: backoffice.State{Text: i18n.T(ctx, "stockroom."+string(product.Status))}}
	if product.Status == catalog.Published {
		row.State.Tone = "success"
	}
	var amounts []money.Money
	for i, each := range product.SKUs() {
		if i == 0 {
			row.SKU = string(each)
		}
		if price, ok := prices[each]; ok {
			amounts = append(amounts, price.Amount)
			row.Price.Was = price.Was
		}
		level, known := levels[each]
		if known && !level.Tracked {
			row.Counted = false
			continue
		}
		row.Available += max(0, level.Available())
	}
	if len(product.Variants) > 1 {
		row.Price.Was = money.Money{}
	}
	if len(amounts) > 0 {
		lowest, differ := backoffice.Cheapest(amounts)
		row.Price = ui.Price{Amount: lowest, Was: row.Price.Was, From: differ}
	}
	return row
}
