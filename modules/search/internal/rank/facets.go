package rank

// Filter narrows hits. A nil bound is none.
type Filter struct {
	Min, Max *int64
	InStock  bool
}

// Facets is what there is beside what a filter leaves.
type Facets struct {
	InStock  int   // in stock, of those in the price range
	Min, Max int64 // of those that the stock filter leaves, whatever the price
}

// Narrow returns what filter leaves of hits, and the facets.
func Narrow(hits []Hit, filter Filter) ([]Hit, Facets) {
	var facets Facets
	first := true
	kept := make([]Hit, 0, len(hits))
	for _, h := range hits {
		stocked := h.InStock || !filter.InStock
		priced := (filter.Min == nil || h.Price >= *filter.Min) && (filter.Max == nil || h.Price <= *filter.Max)
		if stocked && first {
			facets.Min, facets.Max, first = h.Price, h.Price, false
		}
		if stocked {
			facets.Min, facets.Max = min(facets.Min, h.Price), max(facets.Max, h.Price)
		}
		if priced && h.InStock {
			facets.InStock++
		}
		if priced && stocked {
			kept = append(kept, h)
		}
	}
	return kept, facets
}
