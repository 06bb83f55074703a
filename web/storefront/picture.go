package storefront

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/media"
	"holdfast/static"
	"holdfast/views/theme"
	"holdfast/views/ui"
	"holdfast/web/pagecache"
)

// forEver is how long a browser may keep what never changes at its address.
const forEver = "public, max-age=31536000, immutable"

// image names a picture to be shown.
type image struct{ asset, alt string }

// pictures returns how each of images is shown, in their order, and tags the
// page with those that are still to come.
func (p *Pages) pictures(c *fiber.Ctx, images ...image) ([]ui.Picture, error) {
	ids := make([]media.ID, 0, len(images))
	for _, each := range images {
		if each.asset != "" {
			ids = append(ids, media.ID(each.asset))
		}
	}
	assets, err := p.Media.Assets(c.UserContext(), ids...)
	if err != nil {
		return nil, fmt.Errorf("look up %d pictures: %w", len(ids), err)
	}
	shown := make([]ui.Picture, len(images))
	for i, each := range images {
		asset, ok := assets[media.ID(each.asset)]
		if !ok {
			continue
		}
		shown[i] = ui.Picture{Path: asset.Path(), Ext: asset.Ext(), Alt: each.alt, Width: asset.Width, Height: asset.Height}
		if asset.State != media.Ready {
			pagecache.Tag(c, asset.Tag())
		}
	}
	return shown, nil
}

// picture sends one variant of an asset.
func (p *Pages) picture(c *fiber.Ctx) error {
	width, _, _ := strings.Cut(c.Params("file"), ".")
	pixels, err := strconv.Atoi(width)
	if err != nil {
		return media.ErrUnknown
	}
	file, err := p.Media.Open(context.WithoutCancel(c.UserContext()), media.ID(c.Params("id")), pixels)
	if err != nil {
		return err
	}
	defer file.Close()
	content, err := io.ReadAll(file)
	if err != nil {
		return fmt.Errorf("read a picture: %w", err)
	}
	c.Set(fiber.HeaderContentType, file.ContentType)
	c.Set(fiber.HeaderCacheControl, "no-cache")
	if file.Final {
		c.Set(fiber.HeaderCacheControl, forEver)
	}
	return c.Send(content)
}

// asset sends a style sheet, a script, a font or an icon.
func asset(c *fiber.Ctx) error {
	found, ok := static.Lookup(c.Path())
	if !ok {
		return fiber.ErrNotFound
	}
	c.Set(fiber.HeaderContentType, found.ContentType)
	c.Set(fiber.HeaderCacheControl, forEver)
	c.Vary(fiber.HeaderAcceptEncoding)
	accepted := c.Get(fiber.HeaderAcceptEncoding)
	if packed := found.Brotli(); packed != nil && strings.Contains(accepted, "br") {
		c.Set(fiber.HeaderContentEncoding, "br")
		return c.Send(packed)
	}
	if packed := found.Gzip(); packed != nil && strings.Contains(accepted, "gzip") {
		c.Set(fiber.HeaderContentEncoding, "gzip")
		return c.Send(packed)
	}
	return c.Send(found.Body)
}

// favicon leads browsers that ask for it by its old name to the drawn one.
func favicon(c *fiber.Ctx) error { return c.Redirect(static.URL("icons/icon.svg"), fiber.StatusFound) }

// theme sends the merchant's colours. Its address changes with them.
func (p *Pages) theme(c *fiber.Ctx) error {
	settings, err := p.Shop.Settings(c.UserContext())
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/css; charset=utf-8")
	return c.Send(theme.CSS(look(settings)))
}
