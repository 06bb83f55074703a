package pricing

import (
	"slices"
	"time"

	"holdfast/db"
	"holdfast/modules/kernel/money"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing/internal/store"
)

// lookBack is the time before a reduction whose lowest price is said beside it:
// Directive 98/6/EC, Article 6a(2), as amended by Directive (EU) 2019/2161.
const lookBack = 30 * 24 * time.Hour

// Prior is the lowest price of the 30 days before each reduction that terms can
// have; the zero Money where none is known. The module works it out.
type Prior struct {
	Regular money.Money // before the regular price was set below its was-price
	Sale    money.Money // before the sale
	Later   money.Money // before what holds after the sale, which is in it
}

// moment is what held from an instant on.
type moment struct {
	at    time.Time
	terms Terms
}

// past is a SKU's history, the first moment first.
type past []moment

// lowest returns the lowest price that held at any time from (inclusive) until
// (exclusive); the zero Money when none is known.
func (p past) lowest(currency string, from, until time.Time) money.Money {
	var best money.Money
	for i, m := range p {
		begin, end := later(m.at, from), until
		if i+1 < len(p) && p[i+1].at.Before(end) {
			end = p[i+1].at
		}
		if !begin.Before(end) {
			continue
		}
		for _, amount := range m.terms.between(begin, end) {
			if amount.Currency == currency && (best.Currency == "" || amount.Less(best)) {
				best = amount
			}
		}
	}
	return best
}

// between returns the prices that hold at any time from (inclusive) until
// (exclusive).
func (t Terms) between(from, until time.Time) []money.Money {
	if t.Sale == nil || !t.Sale.From.Before(until) || !from.Before(t.Sale.Until) {
		return []money.Money{t.Regular}
	}
	if !from.Before(t.Sale.From) && !t.Sale.Until.Before(until) {
		return []money.Money{t.Sale.Price}
	}
	return []money.Money{t.Regular, t.Sale.Price}
}

// prior works out what is said beside the reductions of next, which is set at
// an instant after p. Each reduction begins when its price begins to hold: one
// that goes on at the same price keeps what was said of it, one that goes
// deeper is another one.
func (p past) prior(next Terms, at time.Time) (prior Prior) {
	currency := next.Regular.Currency
	with := append(slices.Clone(p), moment{at, next})
	before := func(begin time.Time) money.Money { return with.lowest(currency, begin.Add(-lookBack), begin) }
	now := Price{}
	if len(p) > 0 {
		now = p[len(p)-1].terms.At(at)
	}
	begins := func(amount money.Money) money.Money {
		if !now.Was.IsZero() && now.Amount == amount && !now.Lowest.IsZero() {
			return now.Lowest
		}
		return before(at)
	}
	if next.Regular.Less(next.was()) {
		prior.Regular = begins(next.Regular)
	}
	if next.Sale == nil {
		return prior
	}
	if next.Sale.From.After(at) {
		prior.Sale = before(next.Sale.From)
	} else {
		prior.Sale = begins(next.Sale.Price)
	}
	if next.Regular.Less(next.was()) {
		prior.Later = before(next.Sale.Until)
	}
	return prior
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// remember appends what is set to the history, and sets what is known of the
// 30 days before.
func (s *Service) remember(tx *db.Tx, terms, known []Terms) error {
	now := s.now()
	skus := make([]sku.SKU, len(terms))
	for i, t := range terms {
		skus[i] = t.SKU
	}
	w := s.store.InTx(tx)
	rows, err := w.History(skus, now.Add(-lookBack))
	if err != nil {
		return err
	}
	pasts := map[sku.SKU]past{}
	for _, row := range rows {
		each := sku.SKU(row.SKU)
		pasts[each] = append(pasts[each], moment{row.SetAt.UTC(), fromRow(row.Price)})
	}
	for _, k := range known { // what was said of it is kept beside it, not in the history
		if p := pasts[k.SKU]; len(p) > 0 {
			p[len(p)-1].terms.Prior = k.Prior
		}
	}
	added := make([]store.Past, len(terms))
	for i := range terms {
		terms[i].Prior = pasts[terms[i].SKU].prior(terms[i], now)
		added[i] = store.Past{SetAt: now.UTC(), Price: toRow(terms[i])}
	}
	return w.Remember(added)
}
