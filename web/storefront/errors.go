package storefront

import (
	"github.com/gofiber/fiber/v2"

	"holdfast/views/layout"
	"holdfast/views/storefront"
	"holdfast/web/server"
)

// Error is the page of what went wrong. When the cart cannot be read, it does
// not say what is in it; when even the frame cannot be made, it stands without.
func (p *Pages) Error(c *fiber.Ctx, problem server.Problem) error {
	frame, err := p.frame(c, "/")
	if err != nil {
		frame, _, err = p.bareFrame(c, "/")
	}
	if err != nil {
		frame = layout.Page{}
	}
	frame.NoIndex, frame.Canonical = true, ""
	frame.Query = query(c, "q")
	return show(c, storefront.Error(storefront.ErrorPage{Page: frame, Status: problem.Status, Message: problem.Message, RequestID: problem.RequestID, Again: problem.Again}))
}
