package promotions

import (
	"strings"
	"time"

	"holdfast/modules/kernel/money"
	"holdfast/modules/promotions/internal/store"
)

func toRow(p Promotion) store.Coupon {
	currency := p.Amount.Currency
	if currency == "" {
		currency = p.Minimum.Currency
	}
	return store.Coupon{
		Code: p.Code, Name: p.Name, Automatic: p.Automatic, Kind: string(p.Kind), PPM: p.PPM,
		Amount: p.Amount.Minor, Minimum: p.Minimum.Minor, Currency: currency,
		Scope: string(p.Scope), Targets: strings.Join(p.Targets, ","), Exclusive: p.Exclusive, Position: int64(p.Position),
		ValidFrom: instant(p.From), ValidUntil: instant(p.Until), UseLimit: int64(p.Limit), EachLimit: int64(p.LimitEach),
	}
}

func fromRows(rows []store.Coupon) []Promotion {
	all := make([]Promotion, len(rows))
	for i, row := range rows {
		all[i] = fromRow(row)
	}
	return all
}

func fromRow(row store.Coupon) Promotion {
	p := Promotion{
		Code: row.Code, Name: row.Name, Automatic: row.Automatic, Kind: Kind(row.Kind), PPM: row.PPM,
		Amount: money.New(row.Amount, row.Currency), Minimum: money.New(row.Minimum, row.Currency),
		Scope: Scope(row.Scope), Exclusive: row.Exclusive, Position: int(row.Position),
		Limit: int(row.UseLimit), LimitEach: int(row.EachLimit), Redeemed: int(row.Redeemed),
	}
	if row.Targets != "" {
		p.Targets = strings.Split(row.Targets, ",")
	}
	if row.ValidFrom != nil {
		p.From = row.ValidFrom.UTC()
	}
	if row.ValidUntil != nil {
		p.Until = row.ValidUntil.UTC()
	}
	return p
}

func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}
