package backoffice

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/catalog"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/sku"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
)

// fullest bounds what is on hand of one SKU.
const fullest = 1_000_000

// stockForm is what was typed for a variant: what was on hand when the form was
// shown, and what shall be.
type stockForm struct {
	row          int
	variant      catalog.Variant
	seen, typed  string
	before, next int
}

func (f stockForm) field() string { return "on_hand_" + strconv.Itoa(f.row) }

// setStock changes what is on hand by the difference to what the operator was
// shown: what was sold meanwhile stays sold.
func (p *Pages) setStock(c *fiber.Ctx) error {
	s, err := p.shelf(c)
	if err != nil {
		return err
	}
	rows, reason := typedStock(c, s.product), form(c, "reason", 1000)
	keep := func(page *backoffice.ProductPage) {
		page.Reason = reason
		for _, row := range rows {
			page.Rows[row.row].OnHand, page.Rows[row.row].Seen = row.typed, row.seen
		}
	}
	ctx := localised(c)
	changes, err := stockChanges(ctx, rows, reason)
	if err != nil {
		return p.showProduct(c, s, keep, err)
	}
	if len(changes) == 0 {
		return done(c, productPath(s.product.ID), i18n.T(ctx, "stockroom.stock_same"))
	}
	for _, change := range changes {
		err := p.move(c, change, s.levels, reason)
		if errors.Is(err, inventory.ErrNegative) {
			return p.showProduct(c, s, keep, invalid(change.field(), err.Error()))
		}
		if err != nil {
			return err
		}
		applied(rows, change) // or sending the form again would add it once more
	}
	if err := p.note(c, "inventory.counted", "product:"+s.product.ID, reason+": "+stockWords(changes)); err != nil {
		return err
	}
	return done(c, productPath(s.product.ID), i18n.N(ctx, "stockroom.stock_saved", len(changes)))
}

// applied says that what was typed for a variant is what is on hand now.
func applied(rows []stockForm, change stockForm) {
	for i := range rows {
		if rows[i].row == change.row {
			rows[i].seen = rows[i].typed
		}
	}
}

func typedStock(c *fiber.Ctx, product catalog.Product) (rows []stockForm) {
	for i := range product.Variants {
		n := strconv.Itoa(i)
		if variant, ok := product.Variant(sku.SKU(form(c, "sku_"+n, 200))); ok {
			rows = append(rows, stockForm{row: i, variant: variant, seen: form(c, "seen_"+n, 20), typed: form(c, "on_hand_"+n, 40)})
		}
	}
	return rows
}

// stockChanges returns the rows that change something, read.
func stockChanges(ctx context.Context, rows []stockForm, reason string) (changes []stockForm, err error) {
	var wrong []fault.Field
	for _, row := range rows {
		if row.typed == row.seen {
			continue
		}
		var unread error
		row.before, _ = strconv.Atoi(row.seen)
		if row.next, unread = strconv.Atoi(row.typed); unread != nil || row.next < 0 || row.next > fullest {
			wrong = append(wrong, fault.Field{Name: row.field(), Message: i18n.F(ctx, "stockroom.on_hand_wrong", "Name", called(row.variant))})
		}
		changes = append(changes, row)
	}
	switch {
	case len(changes) > 0 && reason == "":
		wrong = append(wrong, fault.Field{Name: "reason", Message: i18n.T(ctx, "stockroom.reason_missing")})
	case utf8.RuneCountInString(reason) > 200:
		wrong = append(wrong, fault.Field{Name: "reason", Message: i18n.T(ctx, "stockroom.reason_long")})
	}
	return changes, fault.InvalidFields(wrong...)
}

// move makes a change hold. What nobody counted, or ever received, is counted
// from now on.
func (p *Pages) move(c *fiber.Ctx, change stockForm, levels map[sku.SKU]inventory.Level, reason string) error {
	each, who := change.variant.SKU, operator(c).Email
	if level, known := levels[each]; known && level.Tracked && change.seen != "" {
		return p.Inventory.Adjust(c.UserContext(), each, change.next-change.before, reason, who)
	}
	_, err := p.Inventory.SetOnHand(c.UserContext(), reason, who, inventory.Count{SKU: each, Tracked: true, OnHand: change.next})
	return err
}

func stockWords(changes []stockForm) string {
	words := make([]string, len(changes))
	for i, change := range changes {
		words[i] = string(change.variant.SKU) + " " + strconv.Itoa(change.before) + " → " + strconv.Itoa(change.next)
	}
	return bounded(strings.Join(words, "; "), 1000)
}
