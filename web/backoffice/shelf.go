package backoffice

import (
	"errors"
	"regexp"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/catalog"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
)

// slugForm is how the address of a product is written.
var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// setStatus publishes or hides a product.
func (p *Pages) setStatus(c *fiber.Ctx) error {
	product, err := p.Catalog.ProductByID(c.UserContext(), param(c, "id"))
	if err != nil {
		return err
	}
	status, what, message := catalog.Hidden, "catalog.hidden", "stockroom.now_hidden"
	if form(c, "status", 20) == string(catalog.Published) {
		status, what, message = catalog.Published, "catalog.published", "stockroom.now_published"
	}
	if product.Status != status {
		if err := p.Catalog.SetStatus(c.UserContext(), product.ID, status); err != nil {
			return err
		}
		if err := p.note(c, what, "product:"+product.ID, product.Name); err != nil {
			return err
		}
	}
	return done(c, productPath(product.ID), i18n.F(localised(c), message, "Name", product.Name))
}

// moveProduct gives a product another address; the old one leads on to it.
func (p *Pages) moveProduct(c *fiber.Ctx) error {
	s, err := p.shelf(c)
	if err != nil {
		return err
	}
	slug := form(c, "slug", 300)
	keep := func(page *backoffice.ProductPage) { page.Address = slug }
	ctx := localised(c)
	if !slugForm.MatchString(slug) || len(slug) > 100 {
		return p.showProduct(c, s, keep, invalid("slug", i18n.T(ctx, "stockroom.address_wrong")))
	}
	err = p.Catalog.Move(c.UserContext(), s.product.ID, slug)
	if errors.Is(err, catalog.ErrSlugTaken) {
		return p.showProduct(c, s, keep, invalid("slug", catalog.ErrSlugTaken.Message))
	}
	if err != nil {
		return err
	}
	if slug != s.product.Slug {
		if err := p.note(c, "catalog.moved", "product:"+s.product.ID, s.product.Slug+" → "+slug); err != nil {
			return err
		}
	}
	return done(c, productPath(s.product.ID), i18n.F(ctx, "stockroom.moved", "Slug", slug))
}
