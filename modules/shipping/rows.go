package shipping

import (
	"strings"

	"holdfast/modules/kernel/money"
	"holdfast/modules/shipping/internal/store"
)

func toRows(t Tables) (rows store.Rows) {
	for i, m := range t.Methods {
		rows.Methods = append(rows.Methods, store.Method{ID: m.ID, Name: m.Name, Detail: m.Detail, Position: i})
	}
	for i, z := range t.Zones {
		rows.Zones = append(rows.Zones, store.Zone{
			ID: z.ID, Name: z.Name, Position: i,
			Countries: strings.Join(z.Countries, ","),
			States:    strings.Join(z.States, ","),
			Postcodes: strings.Join(z.Postcodes, ","),
		})
	}
	for i, r := range t.Rates {
		rows.Rates = append(rows.Rates, store.Rate{
			Position: i, ZoneID: r.Zone, MethodID: r.Method,
			OverGrams: r.OverGrams, UptoGrams: r.UpToGrams,
			ValueFrom: r.ValueFrom.Minor, ValueBelow: r.ValueBelow.Minor,
			Price: r.Price.Minor, FreeFrom: r.FreeFrom.Minor, Currency: r.Price.Currency,
		})
	}
	return rows
}

func fromRows(rows store.Rows) (t Tables) {
	for _, m := range rows.Methods {
		t.Methods = append(t.Methods, Method{ID: m.ID, Name: m.Name, Detail: m.Detail, Position: m.Position})
	}
	for _, z := range rows.Zones {
		t.Zones = append(t.Zones, Zone{
			ID: z.ID, Name: z.Name,
			Countries: list(z.Countries), States: list(z.States), Postcodes: list(z.Postcodes),
		})
	}
	for _, r := range rows.Rates {
		amount := func(minor int64) money.Money { return money.New(minor, r.Currency) }
		t.Rates = append(t.Rates, Rate{
			Zone: r.ZoneID, Method: r.MethodID, OverGrams: r.OverGrams, UpToGrams: r.UptoGrams,
			ValueFrom: amount(r.ValueFrom), ValueBelow: amount(r.ValueBelow),
			Price: amount(r.Price), FreeFrom: amount(r.FreeFrom),
		})
	}
	return t
}

func list(joined string) []string {
	if joined == "" {
		return nil
	}
	return strings.Split(joined, ",")
}
