package backoffice_test

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"holdfast/modules/imports"
	"holdfast/modules/staff"
	"holdfast/web/backoffice"
)

// catalogues stands for the imports module, whose work its own tests try.
type catalogues struct {
	one   imports.Import
	sent  string
	asked []string
	busy  bool
}

func (c *catalogues) Upload(_ context.Context, name, who string, _ imports.Options, content io.Reader) (imports.Import, error) {
	text, err := io.ReadAll(content)
	c.sent = string(text)
	c.one = imports.Import{ID: "1", File: name, Who: who, State: imports.Checking}
	return c.one, err
}

func (c *catalogues) Find(_ context.Context, id string) (imports.Import, error) {
	if id != c.one.ID {
		return imports.Import{}, imports.ErrUnknown
	}
	return c.one, nil
}

func (c *catalogues) History(context.Context, int) ([]imports.Import, error) {
	return []imports.Import{c.one}, nil
}

func (c *catalogues) Begin(_ context.Context, id string) error {
	c.asked = append(c.asked, "begin "+id)
	if c.busy {
		return imports.ErrBusy
	}
	return nil
}

func (c *catalogues) Undo(_ context.Context, id string) error {
	c.asked = append(c.asked, "undo "+id)
	return nil
}

func (c *catalogues) Export(_ context.Context, w io.Writer, site string) (int, error) {
	_, err := io.WriteString(w, "Title,"+site+"\n")
	return 1, err
}

func importing(t *testing.T, role staff.Role) (*office, *catalogues) {
	t.Helper()
	c := &catalogues{one: imports.Import{ID: "1", File: "a.csv", State: imports.Checked,
		Report: imports.Report{Created: 7, Encoding: "UTF-8", Problems: []imports.Problem{{Line: 3, Column: "Price", Reason: "=is no amount"}}}}}
	return signedIn(t, role, func(n *backoffice.Needs) { n.Imports, n.BaseURL = c, "https://shop.example" }), c
}

func TestAViewerLooksAtImportsAndStartsNone(t *testing.T) {
	o, c := importing(t, staff.Viewer)
	o.want(o.get("/admin/products/import"), http.StatusOK, "a.csv")
	o.wantNot("Check the file")
	o.want(o.get("/admin/products/import/1"), http.StatusOK, "=is no amount")
	o.wantNot("Import these products")
	for _, step := range []string{"/run", "/undo"} {
		o.want(o.post("/admin/products/import/1"+step, url.Values{}), http.StatusForbidden)
	}
	o.want(o.upload("x"), http.StatusForbidden)
	if c.sent != "" || len(c.asked) > 0 {
		t.Errorf("asked for %v, sent %q", c.asked, c.sent)
	}
}

func TestAFileIsSentCheckedAndImported(t *testing.T) {
	o, c := importing(t, staff.Merchant)
	o.get("/admin/products/import")
	o.wantAt(o.upload("Handle,Title\n"), "/admin/products/import/1")
	if c.sent != "Handle,Title\n" || c.one.File != "my products.csv" || c.one.Who != mara {
		t.Errorf("sent %q as %+v", c.sent, c.one)
	}
	o.wantAudit("products.import.check", "import:1")
	if r := o.get("/admin/products/import/1"); r.Header.Get("Refresh") == "" {
		t.Error("the page of an import that is worked on does not load itself again")
	}
	if r := o.get("/admin/products/import/1?reload=off"); r.Header.Get("Refresh") != "" {
		t.Error("it does although that was switched off")
	}
	c.one.State = imports.Checked
	o.get("/admin/products/import/1")
	o.wantAt(o.post("/admin/products/import/1/run", url.Values{}), "/admin/products/import/1")
	o.wantAudit("products.import.run", "import:1")
	c.busy = true
	o.get("/admin/products/import/1")
	o.want(o.post("/admin/products/import/1/run", url.Values{}), http.StatusConflict, "Another import is running")
	o.want(o.post("/admin/products/import/1/undo", url.Values{"form_token": {"stale"}}), http.StatusForbidden)
	o.want(o.get("/admin/products/import/2"), http.StatusNotFound)
}

func TestFilesOfProductsAreDownloaded(t *testing.T) {
	o, _ := importing(t, staff.Viewer)
	r := o.get("/admin/products/import/1/problems.csv")
	if o.page != "Line,Column,Problem\n3,Price,'=is no amount\n" || !strings.Contains(r.Header.Get("Content-Disposition"), "problems.csv") {
		t.Errorf("problems: %q, %v", o.page, r.Header)
	}
	r = o.get("/admin/products/export")
	if o.page != "Title,https://shop.example\n" || !strings.Contains(r.Header.Get("Content-Type"), "text/csv") {
		t.Errorf("export: %q, %v", o.page, r.Header)
	}
	o.wantAudit("products.export", "")
}

// upload sends a file with the token of the last page.
func (o *office) upload(content string) *http.Response {
	o.T.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	if found := tokenField.FindStringSubmatch(o.page); found != nil {
		o.Must(form.WriteField("form_token", found[1]))
	}
	file, err := form.CreateFormFile("file", `C:\my products.csv`)
	o.Must(err)
	_, err = io.WriteString(file, content)
	o.Must(err)
	o.Must(form.Close())
	r := httptest.NewRequest(http.MethodPost, "/admin/products/import", &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return o.send(r)
}
