package backoffice

import (
	"context"
	"io"
	"mime/multipart"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"holdfast/modules/imports"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/staff"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
	"holdfast/web/render"
	"holdfast/web/server"
)

// Catalogues is what the back office does with files of products.
type Catalogues interface {
	Upload(ctx context.Context, name, who string, options imports.Options, content io.Reader) (imports.Import, error)
	Find(ctx context.Context, id string) (imports.Import, error)
	History(ctx context.Context, limit int) ([]imports.Import, error)
	Begin(ctx context.Context, id string) error
	Undo(ctx context.Context, id string) error
	Export(ctx context.Context, w io.Writer, site string) (int, error)
}

// importsPath is where products are imported; exportPath is where they are
// downloaded.
const (
	importsPath = "/admin/products/import"
	exportPath  = "/admin/products/export"
)

// uploadTime is how long a file may take to arrive, and downloadTime how long an
// export may take to be fetched.
const (
	uploadTime   = 10 * time.Minute
	downloadTime = 30 * time.Minute
)

// errNoFile is told who sends the form without a file.
var errNoFile = fault.New(fault.Invalid, "Choose a CSV file.")

// Bounds returns the requests below /admin that are larger or take longer than
// others, of who may take that: files of products, in and out.
func Bounds(may func(*fasthttp.RequestHeader) bool) []server.Bound {
	return []server.Bound{
		{Method: fiber.MethodPost, Path: importsPath, May: may, Body: imports.MaxFile + 1<<20, Read: uploadTime},
		{Method: fiber.MethodGet, Path: exportPath, May: may, Write: downloadTime},
	}
}

// importRoutes come before those of a single product, whose id could be "import".
func (p *Pages) importRoutes(look server.Router) {
	if p.Imports == nil {
		return
	}
	look.Get("/products/import", p.importForm)
	look.Get("/products/import/:id", p.oneImport)
	look.Get("/products/import/:id/problems.csv", p.importProblems)
	look.Get("/products/export", p.export)
	stocks := look.With(may(staff.ManageCatalog))
	stocks.Within(time.Minute).Post("/products/import", p.uploadImport)
	stocks.Post("/products/import/:id/run", p.runImport)
	stocks.Post("/products/import/:id/undo", p.undoImport)
}

func (p *Pages) importForm(c *fiber.Ctx) error { return p.showImports(c, nil) }

// showImports shows the form, and why a file was refused.
func (p *Pages) showImports(c *fiber.Ctx, why error) error {
	frame, ctx, zone, err := p.dated(c, "importing.title", "/admin/products")
	if err != nil {
		return err
	}
	history, err := p.Imports.History(ctx, pageSize)
	if err != nil {
		return err
	}
	page := backoffice.ImportsPage{Page: frame, MostMB: imports.MaxFile >> 20, Operates: operator(c).Role.May(staff.ManageCatalog)}
	for _, each := range history {
		page.Rows = append(page.Rows, importRow(ctx, each, zone))
	}
	if err := refuse(c, &page.Page, why, "file"); err != nil {
		return err
	}
	return show(c, backoffice.Imports(page))
}

func importRow(ctx context.Context, i imports.Import, zone *time.Location) backoffice.ImportRow {
	tone := map[imports.State]string{imports.Done: "success", imports.Failed: "danger", imports.Checked: "warning"}[i.State]
	if i.Working() {
		tone = "info"
	}
	return backoffice.ImportRow{ID: i.ID, File: i.File, Who: i.Who, At: i.At.In(zone), Products: max(0, i.Progress.Products),
		State: backoffice.State{Text: i18n.T(ctx, "importing.state_"+string(i.State)), Tone: tone}}
}

// uploadImport keeps the file that was sent, and has it checked.
func (p *Pages) uploadImport(c *fiber.Ctx) error {
	sent, err := c.FormFile("file")
	if err != nil || sent.Size == 0 {
		return p.showImports(c, errNoFile)
	}
	made, err := p.upload(c, sent)
	if fault.KindOf(err) == fault.Invalid {
		return p.showImports(c, err)
	}
	if err != nil {
		return err
	}
	if err := p.note(c, "products.import.check", "import:"+made.ID, made.File); err != nil {
		return err
	}
	return render.SeeOther(c, importPath(made.ID))
}

func (p *Pages) upload(c *fiber.Ctx, sent *multipart.FileHeader) (imports.Import, error) {
	file, err := sent.Open()
	if err != nil {
		return imports.Import{}, err
	}
	defer file.Close()
	settings, err := p.Shop.Settings(c.UserContext())
	if err != nil {
		return imports.Import{}, err
	}
	name := bounded(filepath.Base(strings.ReplaceAll(sent.Filename, `\`, "/")), 100)
	options := imports.Options{Currency: settings.Currency, Zone: settings.Location()}
	return p.Imports.Upload(c.UserContext(), name, operator(c).Email, options, file)
}

func importPath(id string) string { return importsPath + "/" + id }

func (p *Pages) runImport(c *fiber.Ctx) error {
	return p.moveImport(c, p.Imports.Begin, "products.import.run", "importing.run_begun")
}

func (p *Pages) undoImport(c *fiber.Ctx) error {
	return p.moveImport(c, p.Imports.Undo, "products.import.undo", "importing.undo_begun")
}

// moveImport takes an import's next step.
func (p *Pages) moveImport(c *fiber.Ctx, step func(context.Context, string) error, what, message string) error {
	id := param(c, "id")
	i, err := p.Imports.Find(c.UserContext(), id)
	if err != nil {
		return err
	}
	if err := step(c.UserContext(), id); err != nil {
		return err
	}
	if err := p.note(c, what, "import:"+id, i.File); err != nil {
		return err
	}
	return done(c, importPath(id), i18n.T(localised(c), message))
}
