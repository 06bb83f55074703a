package main

import (
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// browser is a browser without scripts: it keeps cookies, follows links and
// redirects, and sends the forms of pages as they are.
type browser struct {
	t      testing.TB
	base   string
	client *http.Client
}

func newBrowser(t testing.TB, s *openShop) *browser { return newBrowserAt(t, s.url) }

func newBrowserAt(t testing.TB, base string) *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return &browser{t: t, base: base, client: &http.Client{Jar: jar, Transport: transport}}
}

// stay has the browser show redirects instead of following them.
func (b *browser) stay() *browser {
	b.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return b
}

// open goes to path.
func (b *browser) open(path string) *page {
	b.t.Helper()
	p, err := b.visit(http.MethodGet, path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return p
}

// post sends a form that is on no page.
func (b *browser) post(path string, form url.Values) *page {
	b.t.Helper()
	p, err := b.visit(http.MethodPost, path, form)
	if err != nil {
		b.t.Fatal(err)
	}
	return p
}

// visit is open and post, for goroutines of a test.
func (b *browser) visit(method, address string, form url.Values) (*page, error) {
	where, err := url.Parse(b.base)
	if err != nil {
		return nil, err
	}
	if where, err = where.Parse(address); err != nil {
		return nil, err
	}
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	request, err := http.NewRequest(method, where.String(), body)
	if err != nil {
		return nil, err
	}
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("Origin", b.base)
		request.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	response, err := b.client.Do(request)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(response.Body)
	if err := errors.Join(err, response.Body.Close()); err != nil {
		return nil, err
	}
	root, err := html.Parse(strings.NewReader(string(text)))
	if err != nil {
		return nil, err
	}
	return &page{browser: b, status: response.StatusCode, header: response.Header, url: response.Request.URL, body: string(text), root: root}, nil
}

// page is what the browser shows, with what was typed into it.
type page struct {
	*browser
	status int
	header http.Header
	url    *url.URL
	body   string
	root   *html.Node
}

// click follows the link with text.
func (p *page) click(text string) *page {
	p.t.Helper()
	link := find(p.root, func(n *html.Node) bool { return n.Data == "a" && visibleText(n) == text })
	if link == nil {
		p.t.Fatalf("%s has no link %q", p.url, text)
	}
	return p.follow(attribute(link, "href"))
}

func (p *page) follow(href string) *page {
	p.t.Helper()
	where, err := p.url.Parse(href)
	if err != nil {
		p.t.Fatal(err)
	}
	return p.open(where.String())
}

// field returns the control that label names.
func (p *page) field(label string) *html.Node {
	p.t.Helper()
	named := find(p.root, func(n *html.Node) bool {
		return n.Data == "label" && strings.TrimSuffix(visibleText(n), " (optional)") == label
	})
	if named == nil {
		if silent := find(p.root, func(n *html.Node) bool { return n.Data == "input" && attribute(n, "aria-label") == label }); silent != nil {
			return silent
		}
		p.t.Fatalf("%s has no field %q:\n%s", p.url, label, visibleText(p.root))
	}
	id := attribute(named, "for")
	if inside := find(named, func(n *html.Node) bool { return n.Data == "input" }); id == "" && inside != nil {
		return inside
	}
	control := find(p.root, func(n *html.Node) bool { return attribute(n, "id") == id })
	if id == "" || control == nil {
		p.t.Fatalf("the label %q on %s belongs to nothing", label, p.url)
	}
	return control
}

// typeIn types value into the field that label names.
func (p *page) typeIn(label, value string) *page {
	p.t.Helper()
	set(p.field(label), "value", value)
	return p
}

// pick chooses an option of a list.
func (p *page) pick(label, option string) *page {
	p.t.Helper()
	list := p.field(label)
	var found bool
	each(list, func(n *html.Node) {
		if n.Data == "option" {
			unset(n, "selected")
			if n.FirstChild != nil && n.FirstChild.Data == option {
				set(n, "selected", "")
				found = true
			}
		}
	})
	if !found {
		p.t.Fatalf("%q has no option %q", label, option)
	}
	return p
}

// choose presses the radio button that label names.
func (p *page) choose(label string) *page {
	p.t.Helper()
	button := p.field(label)
	each(p.root, func(n *html.Node) {
		if attribute(n, "type") == "radio" && attribute(n, "name") == attribute(button, "name") {
			unset(n, "checked")
		}
	})
	set(button, "checked", "")
	return p
}

// value is what is in the field that label names, or chosen of it.
func (p *page) value(label string) string {
	p.t.Helper()
	control := p.field(label)
	if control.Data == "select" {
		return chosen(control)
	}
	return attribute(control, "value")
}

// press presses the button called name and shows where it leads.
func (p *page) press(name string) *page {
	p.t.Helper()
	method, address, form := p.form(name)
	if method == "GET" {
		return p.open(address + "?" + form.Encode())
	}
	return p.post(address, form)
}

// form is what pressing the button called name sends.
func (p *page) form(name string) (method, address string, sent url.Values) {
	p.t.Helper()
	button := find(p.root, func(n *html.Node) bool { return n.Data == "button" && accessibleName(n) == name })
	if button == nil { // the law may have it say more: Place order and pay €42.00
		button = find(p.root, func(n *html.Node) bool { return n.Data == "button" && strings.HasPrefix(accessibleName(n), name+" ") })
	}
	if button == nil {
		p.t.Fatalf("%s has no button %q:\n%s", p.url, name, visibleText(p.root))
	}
	form := button
	for form != nil && form.Data != "form" {
		form = form.Parent
	}
	if form == nil {
		p.t.Fatalf("the button %q on %s is in no form", name, p.url)
	}
	action := attribute(form, "action")
	if other := attribute(button, "formaction"); other != "" {
		action = other
	}
	where, err := p.url.Parse(action)
	if err != nil {
		p.t.Fatal(err)
	}
	sent = values(form)
	if name := attribute(button, "name"); name != "" {
		sent.Set(name, attribute(button, "value"))
	}
	return strings.ToUpper(attribute(form, "method")), where.String(), sent
}

// says fails the test unless each of texts can be read on the page.
func (p *page) says(texts ...string) *page {
	p.t.Helper()
	read := visibleText(p.root)
	for _, text := range texts {
		if !strings.Contains(read, text) {
			p.t.Fatalf("%s (%d) does not say %q:\n%s", p.url, p.status, text, read)
		}
	}
	return p
}

// is fails the test unless the page has status.
func (p *page) is(status int) *page {
	p.t.Helper()
	if p.status != status {
		p.t.Fatalf("%s: %d, want %d:\n%s", p.url, p.status, status, visibleText(p.root))
	}
	return p
}

// at fails the test unless the page is at path.
func (p *page) at(path string) *page {
	p.t.Helper()
	if p.url.Path != path {
		p.t.Fatalf("at %s, want %s:\n%s", p.url, path, visibleText(p.root))
	}
	return p
}
