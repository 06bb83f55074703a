package backoffice

import (
	"errors"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/fault"
	"holdfast/modules/staff"
	"holdfast/web/render"
	"holdfast/web/session"
)

// Faults of who is not, or not enough, trusted.
var (
	errSignedOut = fault.New(fault.SignedOut, "Sign in first.")
	errMayNot    = fault.New(fault.Denied, "Your role may not do this. Ask an owner of the shop.")
)

type operatorKey struct{}

// operator is who is signed in; the zero Operator where nobody is.
func operator(c *fiber.Ctx) staff.Operator {
	who, _ := c.Locals(operatorKey{}).(staff.Operator)
	return who
}

// sessionName is what a session keeps of an operator: the stamp, too, so that a
// new password or role ends every session made before.
func sessionName(who staff.Operator) string {
	return who.ID + "/" + strconv.FormatInt(who.Stamp, 10)
}

// signedIn lets in whose session still holds. Faults: signed out, and
// session.ErrUnavailable when nobody can tell.
func (p *Pages) signedIn(c *fiber.Ctx) error {
	s := session.OfOperator(c)
	name := s.Operator()
	if err := s.Err(); err != nil {
		return err
	}
	id, _, _ := strings.Cut(name, "/")
	if id == "" {
		return errSignedOut
	}
	who, err := p.Staff.Operator(c.UserContext(), id)
	if err != nil && !errors.Is(err, staff.ErrUnknown) {
		return err
	}
	if err != nil || who.Disabled || sessionName(who) != name {
		if err := s.SignOut(); err != nil {
			return err
		}
		return errSignedOut
	}
	c.Locals(operatorKey{}, who)
	return c.Next()
}

// settled has whoever was given a password choose another one first.
func settled(c *fiber.Ctx) error {
	if operator(c).MustChange {
		return render.SeeOther(c, passwordPath)
	}
	return c.Next()
}

// may refuses those whose role does not allow action.
func may(action staff.Action) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if !operator(c).Role.May(action) {
			return errMayNot
		}
		return c.Next()
	}
}
