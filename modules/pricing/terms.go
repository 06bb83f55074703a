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
		return Price{Amount: t.Sale.Price, Was: t.Regular, Lowest: t.Prior.Sale}
	}
	price := Price{Amount: t.Regular}
	if t.Regular.Less(t.was()) {
		price.Was, price.Lowest = t.Was, t.Prior.Regular
		if t.Sale != nil && !now.Before(t.Sale.Until) {
			price.Lowest = t.Prior.Later
		}
	}
	return price
}

// was is the was-price, of the regular price's currency.
func (t Terms) was() money.Money { return money.New(t.Was.Minor, t.Regular.Currency) }

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
		terms[i] = fromRow(row)
	}
	return terms
}

func fromRow(row store.Price) Terms {
	amount := func(minor int64) (m money.Money) {
		if minor > 0 {
			m = money.New(minor, row.Currency)
		}
		return m
	}
	t := Terms{SKU: sku.SKU(row.SKU), Regular: money.New(row.Minor, row.Currency), Was: amount(row.WasMinor),
		Prior: Prior{amount(row.PriorMinor), amount(row.SalePriorMinor), amount(row.LaterPriorMinor)}}
	if row.SaleFrom != nil {
		t.Sale = &Sale{Price: money.New(row.SaleMinor, row.Currency), From: row.SaleFrom.UTC(), Until: row.SaleUntil.UTC()}
	}
	return t
}

func toRows(terms []Terms) []store.Price {
	rows := make([]store.Price, len(terms))
	for i, t := range terms {
		rows[i] = toRow(t)
	}
	return rows
}

func toRow(t Terms) store.Price {
	row := store.Price{SKU: string(t.SKU), Minor: t.Regular.Minor, Currency: t.Regular.Currency, WasMinor: t.Was.Minor,
		PriorMinor: t.Prior.Regular.Minor, SalePriorMinor: t.Prior.Sale.Minor, LaterPriorMinor: t.Prior.Later.Minor}
	if t.Sale != nil {
		from, until := t.Sale.From.UTC(), t.Sale.Until.UTC()
		row.SaleMinor, row.SaleFrom, row.SaleUntil = t.Sale.Price.Minor, &from, &until
	}
	return row
}
