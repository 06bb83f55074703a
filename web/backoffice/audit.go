package backoffice

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/audit"
	"holdfast/views/backoffice"
)

// deeds lists who did what.
func (p *Pages) deeds(c *fiber.Ctx) error {
	frame, ctx, zone, err := p.dated(c, "admin.audit", "/admin/audit")
	if err != nil {
		return err
	}
	page := backoffice.AuditPage{Page: frame, Who: strings.TrimSpace(query(c, "who")), What: strings.TrimSpace(query(c, "what"))}
	after := query(c, "after")
	list, err := p.Audit.List(ctx, audit.Filter{Who: page.Who, What: page.What}, after)
	if err != nil {
		return err
	}
	for _, e := range list.Entries {
		page.Rows = append(page.Rows, backoffice.Deed{Who: e.Who, What: e.What, Subject: e.Subject, Detail: e.Detail,
			Href: pageOf(e.Subject), At: e.At.In(zone)})
	}
	page.More = more("/admin/audit", url.Values{"who": {page.Who}, "what": {page.What}}, after, list.Next)
	return show(c, backoffice.Audit(page))
}

// pageOf is the page of what an entry is about, empty where it has none.
func pageOf(subject string) string {
	kind, id, _ := strings.Cut(subject, ":")
	folder := map[string]string{"order": "/admin/orders/", "product": "/admin/products/", "mail": "/admin/mail/", "import": importsPath + "/"}[kind]
	if folder == "" || id == "" {
		return ""
	}
	return folder + url.PathEscape(id)
}
