package storefront

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/carts"
	"holdfast/modules/catalog"
	"holdfast/modules/inventory"
	"holdfast/modules/kernel/sku"
	"holdfast/modules/pricing"
	"holdfast/modules/shop"
	"holdfast/views/i18n"
	"holdfast/views/storefront"
	"holdfast/views/ui"
	"holdfast/web/pagecache"
)

// fewLeft is how little stock is worth mentioning.
const fewLeft = 5

// offer is a product with what its variants cost and how many there are.
type offer struct {
	catalog.Product
	prices    map[sku.SKU]pricing.Price
	available map[sku.SKU]int
	chosen    catalog.Variant
}

// product describes a product and sells the variant that the address chooses.
func (p *Pages) product(c *fiber.Ctx) error {
	found, err := p.Catalog.Product(c.UserContext(), c.Params("slug"))
	if errors.Is(err, catalog.ErrUnknownProduct) {
		return p.moved(c, catalog.KindProduct, productPath, err)
	}
	if err != nil {
		return err
	}
	if found.Status != catalog.Published {
		return catalog.ErrUnknownProduct
	}
	o, err := p.offer(c, found)
	if err != nil {
		return err
	}
	page, err := p.productPage(c, o)
	if err != nil {
		return err
	}
	return show(c, storefront.Product(page))
}

// showProductAgain shows the page whose form put too much, or nothing, into the
// cart, and says why that cannot be.
func (p *Pages) showProductAgain(c *fiber.Ctx, each sku.SKU, why error) error {
	items, err := p.Catalog.Items(c.UserContext(), []sku.SKU{each})
	if err != nil {
		return err
	}
	item, ok := items[each]
	if !ok || item.Product.Status != catalog.Published {
		return why
	}
	o, err := p.offer(c, item.Product)
	if err != nil {
		return err
	}
	o.chosen = item.Variant
	page, err := p.productPage(c, o)
	if err != nil {
		return err
	}
	c.Status(fiber.StatusUnprocessableEntity)
	page.Title = i18n.T(localised(c), "page.error_prefix") + " " + page.Title
	wrong := ui.FieldError{Message: message(why)}
	if errors.Is(why, carts.ErrQuantity) { // which allows none, to take a line out
		wrong.Message = i18n.F(localised(c), "notice.quantity", "Most", carts.MaxQuantity)
	}
	if page.Stock.Sellable { // else there is no field
		page.Quantity.Typed, page.Quantity.Error = typedQuantity(c), wrong.Message
		wrong.Name = page.Quantity.ID
	}
	page.Errors = []ui.FieldError{wrong}
	return show(c, storefront.Product(page))
}

func (p *Pages) offer(c *fiber.Ctx, found catalog.Product) (o offer, err error) {
	skus := found.SKUs()
	pagecache.Tag(c, catalog.TagProduct(found.ID))
	for _, each := range skus {
		pagecache.Tag(c, pricing.TagPrice(each), inventory.TagStock(each))
	}
	o.Product = found
	if o.prices, err = p.Pricing.Displayed(c.UserContext(), skus); err != nil {
		return o, err
	}
	if o.available, err = p.Inventory.Available(c.UserContext(), skus); err != nil {
		return o, err
	}
	o.chosen = o.choose(sku.SKU(query(c, "variant")))
	return o, nil
}

// choose returns the variant that was asked for, else the first that there is.
func (o offer) choose(wanted sku.SKU) catalog.Variant {
	if v, ok := o.Variant(wanted); ok {
		return v
	}
	for _, v := range o.Variants {
		if o.sellable(v) {
			return v
		}
	}
	return o.Variants[0]
}

func (o offer) sellable(v catalog.Variant) bool {
	_, priced := o.prices[v.SKU]
	return priced && o.available[v.SKU] > 0
}

func (p *Pages) productPage(c *fiber.Ctx, o offer) (page storefront.ProductPage, err error) {
	frame, settings, err := p.frameAnd(c, productPath(o.Slug))
	if err != nil {
		return page, err
	}
	ctx := localised(c)
	price, left := o.prices[o.chosen.SKU], o.available[o.chosen.SKU]
	page = storefront.ProductPage{
		Page: frame, Name: o.Name, SKU: string(o.chosen.SKU), Price: lawful(ctx, settings.Law, price, pricing.Measure(o.chosen.Measure).Per(price.Amount)),
		TaxIncluded: settings.PricesIncludeTax, Choices: o.choices(), Description: o.HTML,
		Stock:    storefront.Stock{Sellable: o.sellable(o.chosen)},
		Quantity: ui.Quantity{ID: "quantity", Value: 1, Min: 1, Max: min(left, 999), LabelAbove: true},
		Promises: promises(settings), Delivery: ui.Link{Href: "/pages/delivery", Text: i18n.T(ctx, "product.delivery")},
	}
	if left <= fewLeft {
		page.Stock.Left = left
	}
	switch {
	case !page.Stock.Sellable:
		page.Badge = ui.Badge{Text: i18n.T(ctx, "badge.sold_out"), Tone: "quiet"}
	case !page.Price.Was.IsZero():
		page.Badge = ui.Badge{Text: i18n.T(ctx, "badge.sale"), Tone: "sale"}
	}
	if page.Pictures, err = p.productPictures(c, o); err != nil {
		return page, err
	}
	menus, err := p.Catalog.Menus(c.UserContext())
	if err != nil {
		return page, err
	}
	var way []catalog.Category
	if len(o.Categories) > 0 {
		way = menus.Path(o.Categories[0])
	}
	page.Breadcrumbs = p.crumbs(c, way...)
	page.Specs = o.specs(c)
	p.describe(c, &page, o)
	return page, nil
}

func promises(s shop.Settings) []string {
	return slices.DeleteFunc([]string{s.DeliveryLine, s.ReturnsLine}, func(line string) bool { return line == "" })
}

// productPictures are the product's, the chosen variant's first.
func (p *Pages) productPictures(c *fiber.Ctx, o offer) ([]ui.Picture, error) {
	first := catalog.Item{Product: o.Product, Variant: o.chosen}.Image()
	images := []image{}
	if first.Asset != "" {
		images = append(images, image{first.Asset, first.Alt})
	}
	for _, each := range o.Images {
		if each.Asset != first.Asset && !o.showsOther(each.Asset) {
			images = append(images, image{each.Asset, each.Alt})
		}
	}
	return p.pictures(c, images...)
}

// showsOther reports whether a picture is that of a variant that looks
// different from the chosen one.
func (o offer) showsOther(asset string) bool {
	return asset != o.chosen.Image && slices.ContainsFunc(o.Variants, func(v catalog.Variant) bool { return v.Image == asset })
}

// choices returns each option with links to the variants that differ from the
// chosen one in it alone, or, where there is none, in as little as possible.
func (o offer) choices() []storefront.Choice {
	choices := make([]storefront.Choice, len(o.Options))
	for i, name := range o.Options {
		choices[i] = storefront.Choice{Name: name, Chosen: o.chosen.Choices[i]}
		var seen []string
		for _, v := range o.Variants {
			text := v.Choices[i]
			if slices.Contains(seen, text) {
				continue
			}
			seen = append(seen, text)
			best := o.nearest(i, text)
			choices[i].Values = append(choices[i].Values, storefront.Value{
				Text: text, Href: productPath(o.Slug) + "?variant=" + escape(best.SKU),
				Chosen: text == o.chosen.Choices[i], Unavailable: !o.sellable(best),
			})
		}
	}
	return choices
}

// nearest returns the variant with text for option i that shares most of its
// other choices with the chosen one.
func (o offer) nearest(i int, text string) (best catalog.Variant) {
	most := -1
	for _, v := range o.Variants {
		if v.Choices[i] != text {
			continue
		}
		shared := 0
		for j := range v.Choices {
			if v.Choices[j] == o.chosen.Choices[j] {
				shared += 2
			}
		}
		if o.sellable(v) {
			shared++
		}
		if shared > most {
			best, most = v, shared
		}
	}
	return best
}

func (o offer) specs(c *fiber.Ctx) []storefront.Spec {
	ctx := localised(c)
	var specs []storefront.Spec
	add := func(key, value string) {
		if value != "" {
			specs = append(specs, storefront.Spec{Name: i18n.T(ctx, key), Value: value, Own: true})
		}
	}
	add("product.brand", o.Brand)
	for i, name := range o.Options {
		specs = append(specs, storefront.Spec{Name: name, Value: o.chosen.Choices[i]})
	}
	specs = append(specs, o.attributes()...)
	if grams := o.chosen.Grams; grams >= 1000 {
		kilograms := strings.TrimSuffix(strconv.FormatFloat(float64(grams)/1000, 'f', 1, 64), ".0")
		add("product.weight", i18n.F(ctx, "product.kilograms", "Count", kilograms))
	} else if grams > 0 {
		add("product.weight", i18n.F(ctx, "product.grams", "Count", grams))
	}
	add("product.barcode", o.chosen.Barcode)
	return specs
}

// attributes are what the merchant says of the product, a line for each name.
func (o offer) attributes() (specs []storefront.Spec) {
	for _, a := range o.Attributes {
		at := slices.IndexFunc(specs, func(s storefront.Spec) bool { return s.Name == a.Name })
		if at < 0 {
			specs = append(specs, storefront.Spec{Name: a.Name, Value: a.Value})
		} else {
			specs[at].Value += ", " + a.Value
		}
	}
	return specs
}
