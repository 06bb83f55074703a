package backoffice

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/imports"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/staff"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
)

// shownProblems is how many problems stand on an import's page; the others are
// in the file beside it.
const shownProblems = 200

// reloading is how often, in seconds, the page of an import that is worked on is
// loaded again.
const reloading = "2"

// oneImport shows how far an import is, and what came of it. While it is worked
// on, the page loads itself again, unless that was switched off: by a header,
// which needs no script.
func (p *Pages) oneImport(c *fiber.Ctx) error {
	i, err := p.Imports.Find(c.UserContext(), param(c, "id"))
	if err != nil {
		return err
	}
	frame, ctx, zone, err := p.dated(c, "importing.title", "/admin/products")
	if err != nil {
		return err
	}
	page := backoffice.ImportPage{Page: frame, ImportRow: importRow(ctx, i, zone), Kind: string(i.State), Working: i.Working(),
		Reloads: query(c, "reload") != "off", Fault: i.Fault, Operates: operator(c).Role.May(staff.ManageCatalog)}
	page.Title = i.File
	if i.Progress.Size > 0 {
		page.Percent = int(min(100, i.Progress.Done*100/i.Progress.Size))
	}
	if i.State != imports.Failed {
		fillReport(ctx, &page, i.Report)
	}
	if i.State == imports.Undone {
		fillUndone(ctx, &page, i.Undone)
	}
	if page.Working && page.Reloads {
		c.Set("Refresh", reloading)
	}
	return show(c, backoffice.Import(page))
}

func fillReport(ctx context.Context, page *backoffice.ImportPage, r imports.Report) {
	if r.Encoding == "" {
		return // not begun
	}
	fact := func(key, value string) {
		page.Facts = append(page.Facts, backoffice.ImportFact{Name: i18n.T(ctx, "importing."+key), Value: value})
	}
	for _, f := range []struct {
		key string
		n   int
	}{{"created", r.Created}, {"updated", r.Updated}, {"unchanged", r.Unchanged}, {"skipped", r.Skipped}, {"variants", r.Variants}, {"pictures", r.Pictures}} {
		fact(f.key, i18n.Number(ctx, f.n))
	}
	fact("format", r.Dialect)
	fact("encoding", r.Encoding)
	fact("separator", r.Separator)
	page.Categories, page.Ignored = r.Categories, r.Ignored
	problems := r.Sorted()
	page.More = r.MoreProblems + max(0, len(problems)-shownProblems)
	for _, each := range problems[:min(len(problems), shownProblems)] {
		page.Problems = append(page.Problems, backoffice.ImportProblem{Line: each.Line, Column: each.Column, Reason: each.Reason})
	}
}

func fillUndone(ctx context.Context, page *backoffice.ImportPage, u imports.UndoReport) {
	for _, f := range []struct {
		key string
		n   int
	}{{"removed", u.Removed}, {"hidden", u.Hidden}, {"restored", u.Restored}} {
		page.Undone = append(page.Undone, backoffice.ImportFact{Name: i18n.T(ctx, "importing."+f.key), Value: i18n.Number(ctx, f.n)})
	}
	page.Left, page.MoreLeft = u.Left[:min(len(u.Left), shownProblems)], u.MoreLeft+max(0, len(u.Left)-shownProblems)
}

// importProblems is the file of what is wrong, row by row.
func (p *Pages) importProblems(c *fiber.Ctx) error {
	i, err := p.Imports.Find(c.UserContext(), param(c, "id"))
	if err != nil {
		return err
	}
	var out strings.Builder
	if err := i.Report.WriteProblems(&out); err != nil {
		return err
	}
	download(c, "problems.csv")
	return c.SendString(out.String())
}

// export streams the catalogue. It is read while it is sent, so that its size
// costs no memory; a fault in the middle cuts the answer off, and the browser
// says that the download failed.
func (p *Pages) export(c *fiber.Ctx) error {
	if !p.exporting.TryLock() {
		return fault.New(fault.TooMany, i18n.T(localised(c), "importing.busy_export"))
	}
	if err := p.note(c, "products.export", "", ""); err != nil {
		p.exporting.Unlock()
		return err
	}
	site := p.BaseURL
	if site == "" {
		site = c.BaseURL()
	}
	reader, writer := io.Pipe()
	ctx, stop := context.WithTimeout(context.WithoutCancel(c.UserContext()), downloadTime)
	go func() {
		defer p.exporting.Unlock()
		defer stop()
		err := errors.New("the export was cut short")
		defer func() {
			if broken := recover(); broken != nil {
				err = fmt.Errorf("the export broke: %v", broken)
			}
			writer.CloseWithError(err)
		}()
		to := bufio.NewWriterSize(writer, 64<<10)
		if _, err = p.Imports.Export(ctx, to, site); err == nil {
			err = to.Flush()
		}
	}()
	download(c, "products.csv")
	return c.SendStream(reader)
}

// download has the browser keep the answer as a file.
func download(c *fiber.Ctx, name string) {
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8; header=present")
	c.Set(fiber.HeaderContentDisposition, "attachment; filename="+strconv.Quote(name))
}
