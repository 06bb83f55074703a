package goods

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/gosimple/slug"

	"holdfast/modules/imports/internal/table"
)

// shopify makes rows of a table in which a product's rows follow each other,
// under a handle: Shopify's older and newer exports, this shop's own, and
// plain lists of products.
type shopify struct {
	*Reader
	header header
	group  string // of the row before
	made   string // the handle that was made for it, if it was
}

func newShopify(r *Reader) *shopify {
	return &shopify{Reader: r, header: newHeader(r.table.Header, shopifyNames(), metafield)}
}

// metafield reads "Material (product.metafields.custom.material)".
func metafield(at int, name string, h *header) bool {
	label, key, found := strings.Cut(name, "(product.metafields.")
	label = strings.TrimSpace(label)
	if !found || label == "" {
		return false
	}
	// What programs keep for themselves is no fact for shoppers.
	for _, theirs := range []string{"mm-google-shopping.", "reviews.", "shopify--discovery", "judgeme.", "global."} {
		if strings.HasPrefix(key, theirs) {
			return false
		}
	}
	h.facts = append(h.facts, fact{at, unguarded(label)})
	return true
}

func (s *shopify) next() (*row, error) {
	for {
		fields, err := s.table.Next()
		if err != nil {
			return nil, err
		}
		if fields.Fields == nil {
			return &row{line: fields.Line, group: s.group, broken: true}, nil
		}
		next := shaped(fields, s.header)
		if text := next.texts[handle]; fields.Short > 0 && (text == "" || text != slug.Make(text)) {
			s.tell(fields.Line, "", s.table.Ragged(fields.Short))
			return &row{line: fields.Line, group: s.group, broken: true}, nil
		}
		s.facts(next, fields)
		if s.name(next) {
			return next, nil
		}
		s.tell(next.line, s.header.names[handle], "is missing, and so is the title")
	}
}

// shaped turns a table's row into one of ours.
func shaped(fields table.Row, h header) *row {
	next := &row{line: fields.Line}
	for c, at := range h.at {
		next.lines[c] = fields.Line
		if at >= 0 {
			next.lines[c] = fields.Lines[at]
			next.texts[c] = unguarded(strings.TrimSpace(fields.Fields[at]))
		}
	}
	return next
}

// name finds out which product the row is of. Without a handle, a title begins
// one and is what its address is made from; a row without either goes on with
// the product before it.
func (s *shopify) name(next *row) bool {
	switch {
	case next.texts[handle] != "":
		next.first = next.texts[handle] != s.group
		s.group = next.texts[handle]
	case next.texts[title] != "" && next.texts[title] != s.made:
		next.first = true
		s.made = next.texts[title]
		s.group = "title\x00" + s.made
	case s.group == "":
		return false
	}
	if next.texts[handle] != "" {
		s.made = ""
	}
	next.group = s.group
	return true
}

// facts reads the columns of attributes, on the rows that have any.
func (s *shopify) facts(next *row, fields table.Row) {
	for _, f := range s.header.facts {
		for _, value := range metavalues(unguarded(strings.TrimSpace(fields.Fields[f.at]))) {
			if utf8.RuneCountInString(value) <= maxFact && len(next.facts) < maxAttributes {
				next.facts = append(next.facts, Attribute{clip(f.name, 100), value})
			}
		}
	}
}

// metavalues are the values in a metafield's cell: "black; white", a list in
// JSON, or one. References and structures are not for reading.
func metavalues(text string) []string {
	if rest := strings.TrimPrefix(text, `\`); rest != text && !strings.HasPrefix(rest, `\`) && !strings.HasPrefix(rest, ";") {
		return split(rest, ';') // an export's text that only looks like JSON
	}
	if strings.HasPrefix(text, "gid://") || strings.HasPrefix(text, "{") {
		return nil
	}
	if strings.HasPrefix(text, "[") {
		var list []string
		if json.Unmarshal([]byte(text), &list) == nil {
			var plain []string
			for _, each := range list {
				if each = strings.TrimSpace(each); each != "" && !strings.HasPrefix(each, "gid://") {
					plain = append(plain, each)
				}
			}
			return plain
		}
	}
	return split(text, ';')
}

// columns says what the file speaks of.
func (h *header) columns() Columns {
	has := h.has
	return Columns{
		Body: has(body), Summary: has(summary), Vendor: has(vendor), Category: has(category) || has(categories) || has(kind), Type: has(kind), Tags: has(tags),
		Tax: has(tags) || has(taxClass), Attributes: len(h.facts) > 0,
		Published: has(status) || has(published) || has(visibility), SEOTitle: has(seoTitle), SEOText: has(seoDescription),
		Options: has(option1Value), Price: has(price) || has(salePrice), CompareAt: has(compareAt), Sale: has(salePrice),
		Stock: has(quantity) || has(tracker) || has(inStock), Grams: has(weight), Measure: has(amount), Barcode: has(barcode), Images: has(imageSource),
	}
}

// isEnd reports whether there is nothing more to read.
func isEnd(err error) bool { return errors.Is(err, io.EOF) }
