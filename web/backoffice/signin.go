package backoffice

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/kernel/fault"
	"holdfast/modules/staff"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
	"holdfast/web/gate"
	"holdfast/web/render"
	"holdfast/web/request"
	"holdfast/web/session"
)

const (
	home         = "/admin"
	loginPath    = "/admin/login"
	passwordPath = "/admin/password" // #nosec G101 -- an address
)

// longestPassword bounds what is hashed; staff refuses less.
const longestPassword = 1024

// SignIn is where who is signed out goes, to come back to an address
// afterwards.
func SignIn(back string) string {
	if back == "" || back == home {
		return loginPath
	}
	return loginPath + "?back=" + url.QueryEscape(back)
}

// wayBack is the page of the back office that one came from, and no other.
func wayBack(typed string) string {
	to, err := url.Parse(typed)
	if err != nil || to.IsAbs() || to.Host != "" || strings.ContainsAny(typed, "\\\r\n\t") ||
		!Has(to.Path) || to.Path == loginPath {
		return home
	}
	return to.RequestURI()
}

// login shows the form, or leads on who is signed in already. Whoever cannot be
// recognised just now may sign in again.
func (p *Pages) login(c *fiber.Ctx) error {
	if who := session.OfOperator(c).Operator(); who != "" && query(c, "back") == "" {
		return render.SeeOther(c, home)
	}
	return p.showLogin(c, backoffice.SignInPage{Back: query(c, "back")}, nil)
}

func (p *Pages) showLogin(c *fiber.Ctx, page backoffice.SignInPage, why error) error {
	frame, err := p.frame(c, "admin.sign_in", "")
	if err != nil {
		return err
	}
	page.Page = frame
	if err := refuse(c, &page.Page, why, "email"); err != nil {
		return err
	}
	return show(c, backoffice.SignIn(page))
}

// signIn opens a session under a new id.
func (p *Pages) signIn(c *fiber.Ctx) error {
	page := backoffice.SignInPage{Back: bounded(c.FormValue("back"), 500), Email: bounded(c.FormValue("email"), 300)}
	who, err := p.verify(c, page.Email, bounded(c.FormValue("password"), longestPassword))
	if err != nil {
		return p.showLogin(c, page, err)
	}
	if err := session.OfOperator(c).SignIn(sessionName(who)); err != nil {
		return err
	}
	if who.MustChange {
		return render.SeeOther(c, passwordPath)
	}
	return render.SeeOther(c, wayBack(page.Back))
}

// verify gives the request's slot back meanwhile: hashing has slots of its own.
func (p *Pages) verify(c *fiber.Ctx, email, password string) (staff.Operator, error) {
	ctx := c.UserContext()
	defer gate.Wait(ctx)()
	return p.Staff.SignIn(ctx, email, password, request.Of(ctx).Client.String())
}

func (p *Pages) signOut(c *fiber.Ctx) error {
	if err := session.OfOperator(c).SignOut(); err != nil {
		return err
	}
	return render.SeeOther(c, loginPath)
}

func (p *Pages) password(c *fiber.Ctx) error { return p.showPassword(c, nil) }

func (p *Pages) showPassword(c *fiber.Ctx, why error) error {
	frame, err := p.frame(c, "admin.choose_password", passwordPath)
	if err != nil {
		return err
	}
	page := backoffice.PasswordPage{Page: frame, Must: operator(c).MustChange}
	if page.Must {
		page.Nav = nil
	}
	if err := refuse(c, &page.Page, why, "password"); err != nil {
		return err
	}
	return show(c, backoffice.Password(page))
}

// changePassword ends every session of the operator but this one, which goes on
// under a new id.
func (p *Pages) changePassword(c *fiber.Ctx) error {
	who, err := p.replacePassword(c)
	if err != nil && fault.KindOf(err) != fault.Internal {
		return p.showPassword(c, err)
	}
	if err != nil {
		return err
	}
	s := session.OfOperator(c)
	if err := s.SignIn(sessionName(who)); err != nil {
		return err
	}
	s.Flash(i18n.T(localised(c), "admin.password_saved"))
	return render.SeeOther(c, home)
}

func (p *Pages) replacePassword(c *fiber.Ctx) (staff.Operator, error) {
	ctx := c.UserContext()
	defer gate.Wait(ctx)()
	return p.Staff.ChangePassword(ctx, operator(c).ID, bounded(c.FormValue("old_password"), longestPassword),
		bounded(c.FormValue("password"), longestPassword))
}
