package storefront

import (
	"errors"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/carts"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/kernel/sku"
	"holdfast/views/i18n"
	"holdfast/web/hint"
	"holdfast/web/render"
	"holdfast/web/request"
)

// addLine puts a variant into the cart, making the cart if it is the first.
func (p *Pages) addLine(c *fiber.Ctx) error {
	each, quantity, err := line(c)
	if errors.Is(err, carts.ErrQuantity) {
		return p.showProductAgain(c, each, err)
	}
	if err != nil {
		return err
	}
	id := p.Carting.Read(c)
	if id == "" {
		id = carts.NewID()
	}
	change, err := p.Carts.Add(c.UserContext(), id, each, quantity)
	if errors.Is(err, carts.ErrSoldOut) {
		return render.SeeOther(c, "/cart?notice=sold-out")
	}
	if errors.Is(err, carts.ErrQuantity) || errors.Is(err, carts.ErrTooMany) {
		return p.showProductAgain(c, each, err)
	}
	if err != nil {
		return err
	}
	p.Carting.Give(c, id)
	p.hint(c, hint.Carting)
	return render.SeeOther(c, "/cart?notice="+noticeOf(change, "added"))
}

// updateLine makes the cart hold a quantity; zero takes the line out.
func (p *Pages) updateLine(c *fiber.Ctx) error {
	each, quantity, err := line(c)
	if errors.Is(err, carts.ErrQuantity) {
		return p.showCart(c, refusal{sku: each, quantity: typedQuantity(c), why: err})
	}
	if err != nil {
		return err
	}
	id := p.Carting.Read(c)
	if id == "" {
		return render.SeeOther(c, "/cart") // it is forgotten: there is no line to change
	}
	change, err := p.Carts.SetQuantity(c.UserContext(), id, each, quantity)
	if errors.Is(err, carts.ErrSoldOut) || errors.Is(err, carts.ErrNotForSale) || errors.Is(err, carts.ErrUnknownCart) {
		return render.SeeOther(c, "/cart")
	}
	if errors.Is(err, carts.ErrQuantity) {
		return p.showCart(c, refusal{sku: each, quantity: typedQuantity(c), why: err})
	}
	if err != nil {
		return err
	}
	return render.SeeOther(c, strings.TrimSuffix("/cart?notice="+noticeOf(change, ""), "?notice="))
}

func (p *Pages) removeLine(c *fiber.Ctx) error {
	if _, err := p.Carts.SetQuantity(c.UserContext(), p.Carting.Read(c), sku.SKU(c.FormValue("sku")), 0); err != nil {
		return err
	}
	return render.SeeOther(c, "/cart")
}

func (p *Pages) applyCoupon(c *fiber.Ctx) error {
	code := c.FormValue("code")
	if strings.TrimSpace(code) == "" || len(code) > 100 {
		return p.showCart(c, refusal{why: fault.New(fault.Invalid, i18n.T(localised(c), "notice.coupon_empty"))})
	}
	_, err := p.Carts.ApplyCoupon(c.UserContext(), p.Carting.Read(c), code)
	if errors.Is(err, carts.ErrUnknownCart) {
		return render.SeeOther(c, "/cart") // which says that there is nothing in it
	}
	if err != nil && fault.KindOf(err) != fault.Internal {
		return p.showCart(c, refusal{code: code, why: err})
	}
	if err != nil {
		return err
	}
	return render.SeeOther(c, "/cart")
}

func (p *Pages) removeCoupon(c *fiber.Ctx) error {
	if err := p.Carts.RemoveCoupon(c.UserContext(), p.Carting.Read(c)); err != nil && !errors.Is(err, carts.ErrUnknownCart) {
		return err
	}
	return render.SeeOther(c, "/cart")
}

// line reads what a form says about a line of the cart. The SKU is returned
// beside a quantity that is none.
func line(c *fiber.Ctx) (sku.SKU, int, error) {
	each, err := sku.Parse(c.FormValue("sku"))
	if err != nil {
		return "", 0, err
	}
	quantity, err := strconv.Atoi(strings.TrimSpace(c.FormValue("quantity", "1")))
	if err != nil || quantity < 0 || quantity > carts.MaxQuantity {
		return each, 0, carts.ErrQuantity
	}
	return each, quantity, nil
}

// typedQuantity is the quantity as the form has it, to be shown again.
func typedQuantity(c *fiber.Ctx) string { return bounded(c.FormValue("quantity"), 20) }

func noticeOf(change carts.Change, otherwise string) string {
	if change.Clamped {
		return "clamped"
	}
	return otherwise
}

// hint tells the gate, from the next request on, how far the shopper has come.
func (p *Pages) hint(c *fiber.Ctx, funnel uint8) {
	known := request.Of(c.UserContext()).Hint
	known.Funnel, known.Cart = funnel, true
	p.Hints.Give(c, known)
}
