package pricing

import (
	"time"

	"holdfast/modules/kernel/money"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing/internal/store"
)

// At returns the price at an instant.
func (t Terms) At(now time.Time) Price {
	if t.Sale != nil && !now.Before(t.Sale.From) && now.Before(t.Sale.Until) {
		return Price{Amount: t.Sale.Price, Was: t.Regular}
	}
	price := Price{Amount: t.Regular}
	if t.Regular.Minor < t.Was.Minor {
		price.Was = t.Was
	}
	return price
}

func (t Terms) valid() bool {
	if t.Regular.Minor < 0 || t.Was.Minor < 0 || t.Regular.Currency == "" {
		return false
	}
	return t.Sale == nil || (t.Sale.Price.Minor >= 0 && t.Sale.From.Before(t.Sale.Until))
}

func (t Terms) equal(o Terms) bool {
	if t.Regular != o.Regular || t.Was.Minor != o.Was.Minor || (t.Sale == nil) != (o.Sale == nil) {
		return false
	}
	return t.Sale == nil || (t.Sale.Price == o.Sale.Price && t.Sale.From.Equal(o.Sale.From) && t.Sale.Until.Equal(o.Sale.Until))
}

// differing returns those of terms that are not known already.
func differing(terms, known []Terms) []Terms {
	bySKU := make(map[sku.SKU]Terms, len(known))
	for _, k := range known {
		bySKU[k.SKU] = k
	}
	var different []Terms
	for _, t := range terms {
		if k, ok := bySKU[t.SKU]; !ok || !t.equal(k) {
			different = append(different, t)
		}
	}
	return different
}

func fromRows(rows []store.Price) []Terms {
	terms := make([]Terms, len(rows))
	for i, row := range rows {
		t := Terms{SKU: sku.SKU(row.SKU), Regular: money.New(row.Minor, row.Currency)}
		if row.WasMinor > 0 {
			t.Was = money.New(row.WasMinor, row.Currency)
		}
		if row.SaleFrom != nil {
			t.Sale = &Sale{Price: money.New(row.SaleMinor, row.Currency), From: row.SaleFrom.UTC(), Until: row.SaleUntil.UTC()}
		}
		terms[i] = t
	}
	return terms
}

func toRows(terms []Terms) []store.Price {
	rows := make([]store.Price, len(terms))
	for i, t := range terms {
		rows[i] = store.Price{SKU: string(t.SKU), Minor: t.Regular.Minor, Currency: t.Regular.Currency, WasMinor: t.Was.Minor}
		if t.Sale != nil {
			from, until := t.Sale.From.UTC(), t.Sale.Until.UTC()
			rows[i].SaleMinor, rows[i].SaleFrom, rows[i].SaleUntil = t.Sale.Price.Minor, &from, &until
		}
	}
	return rows
}
