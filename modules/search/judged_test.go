package search

import (
	"encoding/json"
	"fmt"
	"testing"

	"holdfast/modules/search/internal/index"
	"holdfast/modules/search/internal/rank"
	"holdfast/modules/search/internal/words"
	"holdfast/modules/search/judged"
)

// floors are what nDCG@10 of the judged set does not fall below; docs/search.md
// has the figures. Held are the queries that nothing was chosen by.
var floors = struct{ all, held float64 }{0.955, 0.94}

func TestTheRankingIsAsGoodAsItWas(t *testing.T) {
	products := judged.Catalogue(10_000)
	queries := judged.Queries(products)
	x := indexed(t, products)
	f, err := judged.Judge(products, queries, func(text string) ([]int, error) {
		hits := rank.Top(x.Find(index.Request{Text: text, Whole: 100}).Hits, rank.Relevance, 10)
		found := make([]int, len(hits))
		for i, h := range hits {
			found[i] = int(h.Document - 1)
		}
		return found, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, class := range judged.Classes {
		t.Logf("%-18s %.3f (%d)", class, f.ByClass[class], f.Queries[class])
	}
	t.Logf("all %.3f, chosen by %.3f, held out %.3f", f.All, f.Chosen, f.Held)
	if testing.Verbose() {
		for _, w := range f.Worst[:60] {
			if !w.Held {
				t.Logf("%.2f %s: %q", w.NDCG, w.Class, w.Text)
			}
		}
	}
	if f.All < floors.all || f.Held < floors.held {
		t.Errorf("nDCG@10 is %.3f, of the held-out queries %.3f; want at least %.3f and %.3f", f.All, f.Held, floors.all, floors.held)
	}
}

// TestRankingByNamesAloneIsWorse keeps the judged set from being one at which
// anything is good.
func TestRankingByNamesAloneIsWorse(t *testing.T) {
	products := judged.Catalogue(10_000)
	f, err := judged.Judge(products, judged.Queries(products), judged.NewNames(products).Find)
	if err != nil {
		t.Fatal(err)
	}
	if t.Logf("all %.3f, held out %.3f", f.All, f.Held); f.All > 0.7 || f.Held > 0.7 {
		t.Errorf("nDCG@10 of names alone is %.3f, of the held-out queries %.3f; want at most 0.7", f.All, f.Held)
	}
}

// indexed returns an index of products, the i-th as document i+1.
func indexed(t testing.TB, products []judged.Product) *index.Index {
	x := index.New(words.For("en"))
	f := facts{menus: judged.Menus()}
	for i, p := range products {
		var source index.Source
		if err := json.Unmarshal([]byte(f.source(p.Product)), &source); err != nil {
			t.Fatal(err)
		}
		x.Put(int64(i+1), index.Card{Product: p.ID, InStock: p.Stock > 0, Price: p.Price, Born: int64(i)}, fmt.Sprint(i), source)
	}
	return x
}
