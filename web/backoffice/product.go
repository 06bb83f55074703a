package backoffice

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/catalog"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing"
	"holdfast/modules/staff"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
)

// ledgerLines is how many movements of a variant's stock are shown.
const ledgerLines = 20

// shelf is what a product's forms are about.
type shelf struct {
	product catalog.Product
	terms   map[sku.SKU]pricing.Terms
	levels  map[sku.SKU]inventory.Level
}

func (p *Pages) shelf(c *fiber.Ctx) (s shelf, err error) {
	ctx := c.UserContext()
	if s.product, err = p.Catalog.ProductByID(ctx, param(c, "id")); err != nil {
		return s, err
	}
	terms, err := p.Pricing.Terms(ctx, s.product.SKUs())
	if err != nil {
		return s, err
	}
	s.terms = make(map[sku.SKU]pricing.Terms, len(terms))
	for _, t := range terms {
		s.terms[t.SKU] = t
	}
	s.levels, err = p.Inventory.Levels(ctx, s.product.SKUs())
	return s, err
}

// product shows one product.
func (p *Pages) product(c *fiber.Ctx) error {
	s, err := p.shelf(c)
	if err != nil {
		return err
	}
	return p.showProduct(c, s, nil, nil)
}

// showProduct shows a product; typed puts what was entered into a form that was
// refused.
func (p *Pages) showProduct(c *fiber.Ctx, s shelf, typed func(*backoffice.ProductPage), why error) error {
	frame, err := p.frame(c, "admin.products", "/admin/products")
	if err != nil {
		return err
	}
	ctx := localised(c)
	settings, err := p.Shop.Settings(ctx)
	if err != nil {
		return err
	}
	rows, err := p.productRows(ctx, []catalog.Product{s.product})
	if err != nil {
		return err
	}
	page := backoffice.ProductPage{Page: frame, ProductRow: rows[0], Slug: s.product.Slug, Address: s.product.Slug,
		Published: s.product.Status == catalog.Published, Currency: settings.Currency,
		Rows: variantRows(ctx, s, settings.Location()), Operates: operator(c).Role.May(staff.ManageCatalog)}
	page.Title = s.product.Name
	if typed != nil {
		typed(&page)
	}
	if err := p.fillLedger(ctx, s.product, query(c, "variant"), settings.Location(), &page); err != nil {
		return err
	}
	if err := refuse(c, &page.Page, why, ""); err != nil {
		return err
	}
	return show(c, backoffice.Product(page))
}

func variantRows(ctx context.Context, s shelf, zone *time.Location) []backoffice.VariantRow {
	rows := make([]backoffice.VariantRow, len(s.product.Variants))
	for i, variant := range s.product.Variants {
		level, known := s.levels[variant.SKU]
		row := backoffice.VariantRow{SKU: string(variant.SKU), Name: variant.Name(), Counted: !known || level.Tracked,
			Reserved: level.Reserved, Allocated: level.Allocated, Promise: level.Available(),
			Ledger: productPath(s.product.ID) + "?variant=" + url.QueryEscape(string(variant.SKU)) + "#ledger"}
		if row.Counted {
			row.OnHand = strconv.Itoa(level.OnHand)
			row.Seen = row.OnHand
		}
		if terms, ok := s.terms[variant.SKU]; ok {
			row.Regular = terms.Regular.Decimal()
			if !terms.Was.IsZero() {
				row.Was = terms.Was.Decimal()
			}
			if terms.Sale != nil {
				row.Sale = i18n.F(ctx, "stockroom.sale_until", "Price", i18n.Money(ctx, terms.Sale.Price),
					"From", i18n.Date(ctx, terms.Sale.From.In(zone)), "Until", i18n.Date(ctx, terms.Sale.Until.In(zone)))
			}
		}
		rows[i] = row
	}
	return rows
}

// fillLedger shows the last movements of the variant with sku, or of the first.
func (p *Pages) fillLedger(ctx context.Context, product catalog.Product, code string, zone *time.Location, page *backoffice.ProductPage) error {
	variant, ok := product.Variant(sku.SKU(code))
	if !ok {
		variant = product.Variants[0]
	}
	moves, err := p.Inventory.Movements(ctx, variant.SKU, ledgerLines)
	if err != nil {
		return err
	}
	page.LedgerName = string(variant.SKU)
	for _, m := range moves {
		page.Ledger = append(page.Ledger, backoffice.Movement{OnHand: m.OnHand, Reserved: m.Reserved, Allocated: m.Allocated,
			Reason: m.Reason, Ref: m.Ref, At: m.At.In(zone)})
	}
	return nil
}

func productPath(id string) string { return "/admin/products/" + url.PathEscape(id) }
