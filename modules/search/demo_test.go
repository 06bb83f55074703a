package search

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"holdfast/modules/catalog"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/search/internal/index"
	"holdfast/modules/search/internal/rank"
	"holdfast/modules/search/internal/words"
	"holdfast/modules/search/judged"
)

// northQuay reads the products of the demo shop's catalogue: real words, which
// nobody made up to be searched.
func northQuay(t *testing.T) ([]catalog.Product, catalog.Menus) {
	t.Helper()
	file, err := os.Open("../imports/demo/catalogue.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	var products []catalog.Product
	var menus catalog.Menus
	for _, row := range rows[1:] {
		cell := func(name string) string { return row[column[name]] }
		if cell("Title") != "" {
			p := catalog.Product{ID: cell("Handle"), Slug: cell("Handle"), Name: cell("Title"), HTML: cell("Body (HTML)"), Brand: cell("Vendor"),
				Type: cell("Type"), Tags: strings.Split(cell("Tags"), ", "), Status: catalog.Published}
			parent := ""
			for name := range strings.SplitSeq(cell("Product Category"), " > ") {
				id := parent + "/" + name
				if _, err := menus.CategoryByID(id); err != nil {
					menus.Categories = append(menus.Categories, catalog.Category{ID: id, Parent: parent, Slug: id, Name: name})
				}
				parent = id
			}
			p.Categories = []string{parent}
			products = append(products, p)
		}
		if code := cell("Variant SKU"); code != "" {
			p := &products[len(products)-1]
			v := catalog.Variant{SKU: sku.SKU(code), Barcode: cell("Variant Barcode")}
			for _, name := range []string{"Option1 Value", "Option2 Value"} {
				if value := cell(name); value != "" && value != "Default Title" {
					v.Choices = append(v.Choices, value)
				}
			}
			p.Variants = append(p.Variants, v)
		}
	}
	return products, menus
}

// judgement is a query of testdata/northquay.txt, and the grades of names.
type judgement struct {
	text   string
	grades map[string]int
}

func judgements(t *testing.T) (all []judgement) {
	t.Helper()
	text, err := os.ReadFile("testdata/northquay.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		query, good, ok := strings.Cut(strings.TrimSpace(line), " | ")
		if !ok {
			continue
		}
		j := judgement{query, map[string]int{}}
		for each := range strings.SplitSeq(good, "; ") {
			j.grades[each[2:]] = int(each[0] - '0')
		}
		all = append(all, j)
	}
	return all
}

func TestTheDemoShopIsFoundAsAPersonWouldFindIt(t *testing.T) {
	products, menus := northQuay(t)
	x, f := index.New(words.For("en")), facts{menus: menus}
	names := map[string]bool{}
	for i, p := range products {
		var source index.Source
		if err := json.Unmarshal([]byte(f.source(p)), &source); err != nil {
			t.Fatal(err)
		}
		names[p.Name] = true
		x.Put(int64(i+1), index.Card{Product: p.ID, InStock: true}, p.ID, source)
	}
	sum, all := 0.0, judgements(t)
	for _, j := range all {
		var grades, ideal []int
		for name, grade := range j.grades {
			if !names[name] {
				t.Fatalf("%q: there is no %q", j.text, name)
			}
			ideal = append(ideal, grade)
		}
		for _, hit := range rank.Top(x.Find(index.Request{Text: j.text}).Hits, rank.Relevance, 10) {
			grades = append(grades, j.grades[products[hit.Document-1].Name])
		}
		n := judged.NDCG(grades, ideal)
		if sum += n; n < 0.8 {
			t.Logf("%.2f %q", n, j.text)
		}
	}
	if mean := sum / float64(len(all)); mean < 0.9 {
		t.Errorf("nDCG@10 is %.3f", mean)
	} else {
		t.Logf("nDCG@10 is %.3f over %d queries", mean, len(all))
	}
}
