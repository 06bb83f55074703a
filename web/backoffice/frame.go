package backoffice

import (
	"context"
	"errors"
	"time"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"holdfast/modules/audit"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/staff"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
	"holdfast/views/ui"
	"holdfast/web/render"
	"holdfast/web/server"
	"holdfast/web/session"
)

func show(c *fiber.Ctx, page templ.Component) error {
	localised(c)
	return render.Page(c, page)
}

// localised has everything said in English: the back office knows no other
// language, whatever the shop sells in.
func localised(c *fiber.Ctx) context.Context {
	ctx := i18n.With(c.UserContext(), i18n.For("en"))
	c.SetUserContext(ctx)
	return ctx
}

// sections are what the navigation leads to, for those who may.
var sections = []struct {
	path, key string
	action    staff.Action
}{
	{home, "admin.overview", staff.Look},
	{"/admin/orders", "admin.orders", staff.Look},
	{customersPath, "people.title", staff.Look},
	{"/admin/products", "admin.products", staff.Look},
	{searchPath, "finding.title", staff.Look},
	{sellingPath, "selling.title", staff.Look},
	{"/admin/mail", "admin.mail", staff.Look},
	{"/admin/audit", "admin.audit", staff.ReadAudit},
	{backupsPath, "backups.title", staff.ManageFeatures},
	{"/admin/settings", "admin.settings", staff.Look},
}

// frame returns what every page has. here is the section that it belongs to.
func (p *Pages) frame(c *fiber.Ctx, titleKey, here string) (backoffice.Page, error) {
	ctx := localised(c)
	settings, err := p.Shop.Settings(ctx)
	if err != nil {
		return backoffice.Page{}, err
	}
	who := operator(c)
	page := backoffice.Page{Title: i18n.T(ctx, titleKey), Shop: settings.Name, Operator: who.Email, Demo: p.Demo}
	if who.ID == "" {
		return page, nil
	}
	page.Token = p.Tokens.Token(c)
	if c.Method() == fiber.MethodGet {
		page.Flash = session.OfOperator(c).TakeFlash()
	}
	page.Nav = navigation(ctx, who.Role, here)
	return page, nil
}

// dated is frame for a page that says when: with the context that words are
// looked up in, and the zone that the shop's clocks show.
func (p *Pages) dated(c *fiber.Ctx, titleKey, here string) (page backoffice.Page, ctx context.Context, zone *time.Location, err error) {
	ctx = localised(c)
	if page, err = p.frame(c, titleKey, here); err == nil {
		zone, err = p.zone(ctx)
	}
	return page, ctx, zone, err
}

func navigation(ctx context.Context, role staff.Role, here string) (links []ui.Link) {
	for _, s := range sections {
		if role.May(s.action) {
			links = append(links, ui.Link{Href: s.path, Text: i18n.T(ctx, s.key), Current: s.path == here})
		}
	}
	return links
}

// refuse puts why, if anything, on a form's page, beside its fields or else at
// field, and sets the status. It returns what is not the operator's to mend.
func refuse(c *fiber.Ctx, page *backoffice.Page, why error, field string) error {
	if why == nil {
		return nil
	}
	f, ok := errors.AsType[*fault.Fault](why)
	if !ok {
		return why
	}
	status := map[fault.Kind]int{fault.Invalid: fiber.StatusUnprocessableEntity, fault.Conflict: fiber.StatusConflict,
		fault.TooMany: fiber.StatusTooManyRequests, fault.Unavailable: fiber.StatusServiceUnavailable}[f.Kind]
	if status == 0 {
		return why
	}
	c.Status(status)
	for _, each := range f.Fields {
		page.Errors = append(page.Errors, ui.FieldError{Name: each.Name, Message: each.Message})
	}
	if f.Kind == fault.Unavailable {
		field = "" // no field is wrong
	}
	if len(f.Fields) == 0 {
		page.Errors = []ui.FieldError{{Name: field, Message: f.Message}}
	}
	return nil
}

// done keeps a message for the next page, and leads to it.
func done(c *fiber.Ctx, to, message string) error {
	session.OfOperator(c).Flash(message)
	return render.SeeOther(c, to)
}

// note writes into the audit log what the operator has done.
func (p *Pages) note(c *fiber.Ctx, what, subject, detail string) error {
	return p.Audit.Note(c.UserContext(), audit.Entry{Who: operator(c).Email, What: what, Subject: subject, Detail: detail})
}

// zone is where the shop's people read times.
func (p *Pages) zone(ctx context.Context) (*time.Location, error) {
	settings, err := p.Shop.Settings(ctx)
	if err != nil {
		return nil, err
	}
	return settings.Location(), nil
}

// Error is the page of a problem below /admin.
func (p *Pages) Error(c *fiber.Ctx, problem server.Problem) error {
	ctx := localised(c)
	who := operator(c)
	page := backoffice.ErrorPage{Status: problem.Status, Message: problem.Message, RequestID: problem.RequestID, Again: problem.Again}
	page.Operator, page.Demo = who.Email, p.Demo
	if settings, err := p.Shop.Settings(ctx); err == nil { // else it is what is broken
		page.Shop = settings.Name
	}
	if who.ID != "" {
		page.Token, page.Nav = p.Tokens.Token(c), navigation(ctx, who.Role, "")
	}
	page.Title = i18n.T(ctx, page.TitleKey())
	return show(c, backoffice.Error(page))
}
