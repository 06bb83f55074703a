package judged_test

import (
	"math"
	"testing"

	"holdfast/modules/search/judged"
)

func TestNDCGIsOneForTheBestOrderAndLessForAnyOther(t *testing.T) {
	all := []int{3, 2, 0, 0, 1}
	if got := judged.NDCG([]int{3, 2, 1}, all); got != 1 {
		t.Errorf("the best order has %f", got)
	}
	// 7/1 + 1/log2(3) + 3/log2(4) of 7/1 + 3/log2(3) + 1/log2(4)
	want := (7 + 1/math.Log2(3) + 1.5) / (7 + 3/math.Log2(3) + 0.5)
	if got := judged.NDCG([]int{3, 1, 2}, all); math.Abs(got-want) > 1e-12 {
		t.Errorf("got %f, want %f", got, want)
	}
	if got := judged.NDCG(nil, all); got != 0 {
		t.Errorf("nothing found has %f", got)
	}
}

func TestTheSetIsLargeVariedAndTheSameEachTime(t *testing.T) {
	products := judged.Catalogue(10_000)
	queries, again := judged.Queries(products), judged.Queries(judged.Catalogue(10_000))
	texts := map[string]bool{}
	for i, q := range queries {
		if q.Text != again[i].Text {
			t.Fatalf("query %d is %q, and then %q", i, q.Text, again[i].Text)
		}
		texts[q.Text] = true
	}
	if len(texts) < 200 {
		t.Errorf("%d different queries", len(texts))
	}
	soldOut, untyped := 0, 0
	for _, p := range products {
		if p.Stock == 0 {
			soldOut++
		}
		if p.Type == "" {
			untyped++
		}
	}
	if soldOut < 1000 || untyped < 700 {
		t.Errorf("%d are sold out, %d have no type", soldOut, untyped)
	}
}
