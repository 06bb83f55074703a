package content_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/audit"
	"holdfast/modules/content"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
)

var noon = time.Date(2026, 3, 29, 12, 0, 0, 0, time.UTC)

func TestAPublishedPageIsReadAndADraftIsNot(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		site := open(d)
		about := save(t, site, content.Page{Slug: "about", Title: "About us", Body: "<p>We sell string.</p>", Published: true})
		draft := save(t, site, content.Page{Slug: "terms", Title: "Terms", Position: 1})

		if got := read(t, site, "about"); got != about || got.Body != "<p>We sell string.</p>" || !got.UpdatedAt.Equal(noon) {
			t.Errorf("got %+v, want %+v", got, about)
		}
		wantUnknown(t, site, "terms")
		wantMenu(t, site)

		draft.Published = true
		save(t, site, draft)
		read(t, site, "terms")
		wantMenu(t, site, "Terms /pages/terms")
	})
}

func TestTheMenuFollowsThePositions(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		site := open(d)
		for _, p := range []content.Page{
			{Slug: "terms", Title: "Terms", Position: 3}, {Slug: "about", Title: "About us", Position: 1},
			{Slug: "hidden", Title: "Hidden"}, {Slug: "delivery", Title: "Delivery", Position: 3},
		} {
			p.Published = true
			save(t, site, p)
		}
		wantMenu(t, site, "About us /pages/about", "Delivery /pages/delivery", "Terms /pages/terms")
	})
}

func TestAnOldSlugLeadsToItsPage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		site := open(d)
		p := save(t, site, content.Page{Slug: "shipping", Title: "Delivery", Published: true})
		for _, slug := range []string{"delivery", "delivery-and-returns"} {
			p.Slug = slug
			p = save(t, site, p)
		}
		for _, slug := range []string{"shipping", "delivery", "delivery-and-returns"} {
			if got := read(t, site, slug); got.Slug != "delivery-and-returns" {
				t.Errorf("%s leads to %s", slug, got.Slug)
			}
		}

		p.Slug = "shipping" // back again
		save(t, site, p)
		if got := read(t, site, "delivery"); got.Slug != "shipping" {
			t.Errorf("delivery leads to %s", got.Slug)
		}

		other := save(t, site, content.Page{Slug: "delivery", Title: "Something else", Published: true})
		if got := read(t, site, "delivery"); got.ID != other.ID {
			t.Errorf("a page's own slug leads to %s", got.Title)
		}
	})
}

func TestASlugBelongsToOnePage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		site := open(d)
		save(t, site, content.Page{Slug: "about", Title: "About us"})

		_, err := site.Save(t.Context(), content.Page{Slug: "about", Title: "About them"}, "mara@example.com")

		if !errors.Is(err, content.ErrTaken) {
			t.Errorf("got %v, want ErrTaken", err)
		}
	})
}

func TestADeletedPageIsGoneWithItsOldSlugs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		site := open(d)
		p := save(t, site, content.Page{Slug: "sale", Title: "Sale", Published: true, Position: 1})
		p.Slug = "summer-sale"
		save(t, site, p)
		read(t, site, "sale")

		if err := site.Delete(t.Context(), p.ID, "mara@example.com"); err != nil {
			t.Fatal(err)
		}

		wantUnknown(t, site, "sale")
		wantUnknown(t, site, "summer-sale")
		wantMenu(t, site)
		if err := site.Delete(t.Context(), p.ID, "mara@example.com"); !errors.Is(err, content.ErrUnknown) {
			t.Errorf("a second time: got %v", err)
		}
		if _, err := site.Save(t.Context(), p, "mara@example.com"); !errors.Is(err, content.ErrUnknown) {
			t.Errorf("saving what is gone: got %v", err)
		}
	})
}

func TestNothingHarmfulIsKept(t *testing.T) {
	site := open(dbtest.SQLite(t))
	for html, want := range map[string]string{
		`<h1>Big</h1><h2 id="post">By post</h2>`:                   `Big<h2 id="post">By post</h2>`,
		`<p onclick="x()" style="color:red" class="a">Hi</p>`:      `<p>Hi</p>`,
		`<script>alert(1)</script><p>Hi</p><style>p{}</style>`:     `<p>Hi</p>`,
		`<a href="javascript:alert(1)">x</a>`:                      `x`,
		`<a href="/categories/kitchen">Kitchen</a>`:                `<a href="/categories/kitchen">Kitchen</a>`,
		`<img src="/media/a1/640.webp" alt="A mug" onerror="x()">`: `<img src="/media/a1/640.webp" alt="A mug">`,
		`<img src="https://elsewhere.example/pixel.gif" alt="x">`:  `<img alt="x">`,
		`<iframe src="https://elsewhere.example"></iframe>`:        ``,
		`<form action="/admin"><input name="q"></form>`:            ``,
	} {
		p := save(t, site, content.Page{Slug: "about", Title: "About", Body: html})
		if p.Body != want {
			t.Errorf("%s became %s, want %s", html, p.Body, want)
		}
		if err := site.Delete(t.Context(), p.ID, "mara@example.com"); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAWrongValueIsNamed(t *testing.T) {
	site := open(dbtest.SQLite(t))
	for field, p := range map[string]content.Page{
		"title":       {Slug: "about", Title: "  "},
		"slug":        {Slug: "About us", Title: "About"},
		"description": {Slug: "about", Title: "About", Description: "one\ntwo"},
		"position":    {Slug: "about", Title: "About", Position: -1},
	} {
		_, err := site.Save(t.Context(), p, "mara@example.com")
		if fields := fault.Fields(err); len(fields) != 1 || fields[0].Name != field {
			t.Errorf("%s: got %v", field, fields)
		}
	}
}

func open(d *db.DB) *content.Service {
	return content.New(d, audit.New(d, clock.System), clock.Fixed(noon))
}

func save(t *testing.T, site *content.Service, p content.Page) content.Page {
	t.Helper()
	saved, err := site.Save(t.Context(), p, "mara@example.com")
	if err != nil {
		t.Fatal(err, fault.Fields(err))
	}
	return saved
}

func read(t *testing.T, site *content.Service, slug string) content.Page {
	t.Helper()
	p, err := site.Page(t.Context(), slug)
	if err != nil {
		t.Fatalf("Page(%s): %v", slug, err)
	}
	return p
}

func wantUnknown(t *testing.T, site *content.Service, slug string) {
	t.Helper()
	if p, err := site.Page(t.Context(), slug); !errors.Is(err, content.ErrUnknown) {
		t.Errorf("Page(%s): got %+v, %v; want ErrUnknown", slug, p, err)
	}
}

func wantMenu(t *testing.T, site *content.Service, want ...string) {
	t.Helper()
	links, err := site.Menu(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range links {
		got = append(got, l.Label+" "+l.Href)
	}
	if !slices.Equal(got, want) {
		t.Errorf("menu: got %q, want %q", got, want)
	}
}
