package backoffice

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/catalog"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/promotions"
	"holdfast/modules/shop"
	"holdfast/modules/staff"
	"holdfast/modules/tax"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
	"holdfast/views/ui"
)

const promotionsPath = "/admin/promotions"

// promotions lists what is taken off, in the order in which it applies.
func (p *Pages) promotions(c *fiber.Ctx) error {
	frame, err := p.frame(c, "selling.promotions", sellingPath)
	if err != nil {
		return err
	}
	ctx := localised(c)
	all, err := p.Promotions.List(ctx)
	if err != nil {
		return err
	}
	t := backoffice.Table{Heading: i18n.T(ctx, "selling.promotions_list"), Text: i18n.T(ctx, "selling.promotions_order"), Empty: i18n.T(ctx, "selling.promotions_none"),
		Add: ui.Link{Href: promotionsPath + "/edit", Text: i18n.T(ctx, "selling.promotion_new")}}
	for _, key := range []string{"promotion_name", "promotion_code", "promotion_takes", "promotion_state", "promotion_used"} {
		t.Head = append(t.Head, backoffice.Cell{Text: i18n.T(ctx, "selling."+key), Figure: key == "promotion_used"})
	}
	for _, promotion := range all {
		code := promotion.Code
		if promotion.Automatic {
			code = i18n.T(ctx, "selling.promotion_automatic")
		}
		used := i18n.Number(ctx, promotion.Redeemed)
		if promotion.Limit > 0 {
			used += " / " + i18n.Number(ctx, promotion.Limit)
		}
		t.Rows = append(t.Rows, []backoffice.Cell{
			{Text: promotion.Label(), Href: promotionsPath + "/edit?code=" + url.QueryEscape(promotion.Code)},
			{Text: code}, {Text: takes(ctx, promotion)}, {State: promotionState(ctx, promotion, p.Now())}, {Text: used, Figure: true}})
	}
	return show(c, backoffice.Tables(backoffice.TablesPage{Page: frame, Heading: i18n.T(ctx, "selling.promotions"), Tables: []backoffice.Table{t},
		Operates: operator(c).Role.May(staff.ManageCatalog)}))
}

func takes(ctx context.Context, p promotions.Promotion) string {
	switch p.Kind {
	case promotions.Percentage:
		return tax.Percent(p.PPM)
	case promotions.Fixed:
		return i18n.Money(ctx, p.Amount)
	}
	return i18n.T(ctx, "selling.kind_free_shipping")
}

func promotionState(ctx context.Context, p promotions.Promotion, now time.Time) backoffice.State {
	err := p.State(now)
	switch {
	case errors.Is(err, promotions.ErrCouponNotYet):
		return backoffice.State{Text: i18n.T(ctx, "selling.state_not_yet"), Tone: "info"}
	case errors.Is(err, promotions.ErrCouponExpired):
		return backoffice.State{Text: i18n.T(ctx, "selling.state_over")}
	case errors.Is(err, promotions.ErrCouponUsedUp):
		return backoffice.State{Text: i18n.T(ctx, "selling.state_used_up"), Tone: "warning"}
	}
	return backoffice.State{Text: i18n.T(ctx, "selling.state_on"), Tone: "success"}
}

// promotion shows one to be changed, or the form of a new one.
func (p *Pages) promotion(c *fiber.Ctx) error {
	code := query(c, "code")
	if code == "" {
		return p.showPromotion(c, values{"kind": string(promotions.Percentage), "scope": string(promotions.Everything)}, nil)
	}
	found, err := p.Promotions.Find(c.UserContext(), code)
	if err != nil {
		return err
	}
	zone, err := p.zone(c.UserContext())
	if err != nil {
		return err
	}
	v, err := p.promotionValues(c.UserContext(), found, zone)
	if err != nil {
		return err
	}
	return p.showPromotion(c, v, nil)
}

func (p *Pages) promotionValues(ctx context.Context, o promotions.Promotion, zone *time.Location) (values, error) {
	v := values{"was": o.Code, "name": o.Name, "kind": string(o.Kind), "percent": strings.TrimSuffix(tax.Percent(o.PPM), " %"), "amount": decimal(o.Amount),
		"minimum": decimal(o.Minimum), "scope": string(o.Scope), "from": localTime(o.From, zone), "until": localTime(o.Until, zone),
		"limit": number(int64(o.Limit)), "limit_each": number(int64(o.LimitEach)), "position": strconv.Itoa(o.Position)}
	if o.Kind != promotions.Percentage {
		v["percent"] = ""
	}
	if !o.Automatic {
		v["code"] = o.Code
	}
	v.tick("exclusive", o.Exclusive)
	switch o.Scope {
	case promotions.Categories, promotions.Collections:
		v["category"], v["collection"] = o.Targets[0], o.Targets[0]
	case promotions.Products:
		found, err := p.Catalog.Products(ctx, o.Targets)
		if err != nil {
			return nil, err
		}
		var codes []string
		for _, product := range found {
			codes = append(codes, string(product.Variants[0].SKU))
		}
		slices.Sort(codes)
		v["products"] = strings.Join(codes, "\n")
	}
	return v, nil
}

func (p *Pages) showPromotion(c *fiber.Ctx, v values, why error) error {
	frame, err := p.frame(c, "selling.promotion", sellingPath)
	if err != nil {
		return err
	}
	ctx := localised(c)
	menus, err := p.Catalog.Menus(ctx)
	if err != nil {
		return err
	}
	page := backoffice.FormPage{Page: frame, Heading: i18n.T(ctx, "selling.promotion_new"), Action: promotionsPath, Save: i18n.T(ctx, "selling.save"),
		Back: ui.Link{Href: promotionsPath, Text: i18n.T(ctx, "selling.promotions_back")}, Operates: operator(c).Role.May(staff.ManageCatalog),
		Hidden: []backoffice.Hidden{{Name: "was", Value: v["was"]}}}
	if v["was"] != "" {
		page.Heading, page.Remove = i18n.T(ctx, "selling.promotion"), i18n.T(ctx, "selling.promotion_remove")
	}
	if err := refuse(c, &page.Page, why, "name"); err != nil {
		return err
	}
	page.Parts = promotionParts(fields{ctx, v, page.Errors}, menus)
	return show(c, backoffice.Form(page))
}

func promotionParts(f fields, menus catalog.Menus) []backoffice.FormPart {
	ctx := f.ctx
	var categories, collections []ui.Option
	for _, category := range menus.Categories {
		categories = append(categories, ui.Option{Value: category.ID, Label: category.Name})
	}
	for _, collection := range menus.Collections {
		collections = append(collections, ui.Option{Value: collection.ID, Label: collection.Name})
	}
	part := func(key string, controls ...backoffice.Control) backoffice.FormPart {
		return backoffice.FormPart{Legend: i18n.T(ctx, key), Controls: controls}
	}
	which := []backoffice.Control{f.choice("scope", "selling.scope", options(ctx, "selling.scope_", "everything", "category", "collection", "products"))}
	if len(categories) > 0 {
		which = append(which, f.choice("category", "selling.category", categories))
	}
	if len(collections) > 0 {
		which = append(which, f.choice("collection", "selling.collection", collections))
	}
	which = append(which, f.area("products", "selling.products", 3))
	return []backoffice.FormPart{
		part("selling.part_what", f.hinted("name", "selling.promotion_label"), f.hinted("code", "selling.code"),
			f.choice("kind", "selling.kind", options(ctx, "selling.kind_", "percentage", "fixed", "free-shipping")),
			f.text("percent", "selling.percent"), f.text("amount", "selling.amount")),
		part("selling.part_which", which...),
		part("selling.part_when", f.hinted("minimum", "selling.minimum"), f.moment("from", "selling.from"), f.moment("until", "selling.until")),
		part("selling.part_often", f.hinted("limit", "selling.limit"), f.hinted("limit_each", "selling.limit_each")),
		part("selling.part_with", f.hinted("position", "selling.position"), f.box("exclusive", "selling.exclusive")),
	}
}

// savePromotion makes the form hold, or removes what it is about.
func (p *Pages) savePromotion(c *fiber.Ctx) error {
	v, ctx := typedValues(c), localised(c)
	if v.on("remove") {
		if err := p.Promotions.Remove(ctx, v["was"]); err != nil {
			return err
		}
		if err := p.note(c, "promotions.removed", "promotion:"+v["was"], ""); err != nil {
			return err
		}
		return done(c, promotionsPath, i18n.T(ctx, "selling.promotion_removed"))
	}
	settings, err := p.Shop.Settings(ctx)
	if err != nil {
		return err
	}
	next, err := p.readPromotion(ctx, v, settings)
	if err != nil {
		return p.showPromotion(c, v, err)
	}
	if was := promotions.Normalise(v["was"]); was != "" && next.Code != was {
		return p.showPromotion(c, v, invalid("code", i18n.T(ctx, "selling.code_fixed")))
	} else if was == "" {
		if _, err := p.Promotions.Find(ctx, next.Code); err == nil {
			return p.showPromotion(c, v, invalid("code", i18n.T(ctx, "selling.code_taken")))
		} else if fault.KindOf(err) != fault.NotFound {
			return err
		}
	}
	if err := p.Promotions.Save(ctx, next); err != nil {
		return p.showPromotion(c, v, err)
	}
	if err := p.note(c, "promotions.saved", "promotion:"+next.Code, next.Label()+": "+takes(ctx, next)); err != nil {
		return err
	}
	return done(c, promotionsPath, i18n.F(ctx, "selling.promotion_saved", "Name", next.Label()))
}

func (p *Pages) readPromotion(ctx context.Context, v values, settings shop.Settings) (promotions.Promotion, error) {
	zone := settings.Location()
	r := &reader{ctx: ctx, v: v}
	next := promotions.Promotion{Code: v["code"], Name: v["name"], Kind: promotions.Kind(v["kind"]), Scope: promotions.Scope(v["scope"]),
		Minimum: r.amount("minimum", settings.Currency), From: r.moment("from", zone, false), Until: r.moment("until", zone, true),
		Limit: r.count("limit"), LimitEach: r.count("limit_each"), Exclusive: v.on("exclusive"), Position: r.count("position")}
	switch next.Kind {
	case promotions.Percentage:
		next.PPM = r.ppm("percent")
	case promotions.Fixed:
		next.Amount = r.amount("amount", settings.Currency)
	}
	was := promotions.Normalise(v["was"])
	switch {
	case next.Code == "" && was != "" && strings.HasPrefix(was, "AUTO-"):
		next.Code, next.Automatic = was, true
	case next.Code == "":
		next.Code, next.Automatic = promotions.NewCode(), true
	}
	next.Code = promotions.Normalise(next.Code)
	switch next.Scope {
	case promotions.Categories:
		next.Targets = []string{v["category"]}
	case promotions.Collections:
		next.Targets = []string{v["collection"]}
	case promotions.Products:
		if err := p.readProducts(ctx, r, &next); err != nil {
			return next, err
		}
	}
	return next, r.err()
}

// readProducts finds the products of the SKUs that were typed.
func (p *Pages) readProducts(ctx context.Context, r *reader, next *promotions.Promotion) error {
	var skus []sku.SKU
	for _, typed := range r.list("products") {
		skus = append(skus, sku.SKU(typed))
	}
	items, err := p.Catalog.Items(ctx, skus)
	if err != nil {
		return err
	}
	for _, each := range skus {
		item, ok := items[each]
		if !ok {
			r.add("products", "selling.products_wrong")
			continue
		}
		if !slices.Contains(next.Targets, item.Product.ID) {
			next.Targets = append(next.Targets, item.Product.ID)
		}
	}
	if len(skus) == 0 {
		r.add("products", "selling.products_none")
	}
	return nil
}
