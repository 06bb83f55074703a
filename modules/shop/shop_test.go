package shop_test

import (
	"errors"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"holdfast/db"
	"holdfast/db/dbtest"
	"holdfast/modules/audit"
	"holdfast/modules/kernel/clock"
	"holdfast/modules/kernel/fault"
	"holdfast/modules/shop"
)

func TestAnEmptyShopHasUsableSettings(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		settings := read(t, open(d))

		if err := settings.Check(); err != nil {
			t.Errorf("the default cannot be saved: %v", fault.Fields(err))
		}
		if settings.Reservation() != 15*time.Minute {
			t.Errorf("Reservation: got %v", settings.Reservation())
		}
	})
}

func TestWhatIsSavedIsRead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		service := open(d)
		want := northquay()

		if err := service.Save(t.Context(), want, "mara@example.com"); err != nil {
			t.Fatal(err, fault.Fields(err))
		}

		want.Version = 1
		for name, s := range map[string]*shop.Service{"the same process": service, "another process": open(d)} {
			if got := read(t, s); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: got %+v, want %+v", name, got, want)
			}
		}
		page, err := audit.New(d, clock.System).List(t.Context(), audit.Filter{What: "shop.settings_saved"}, "")
		if err != nil || len(page.Entries) != 1 || page.Entries[0].Who != "mara@example.com" {
			t.Errorf("audit: got %v, %v", page.Entries, err)
		}
	})
}

func TestOfTwoWhoSaveAtOnceOneIsTold(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		service := open(d)
		for round := range 3 {
			settings := read(t, service)
			var saved, told atomic.Int64
			var group sync.WaitGroup
			for range 4 {
				group.Go(func() {
					switch err := service.Save(t.Context(), settings, "mara@example.com"); {
					case err == nil:
						saved.Add(1)
					case errors.Is(err, shop.ErrChanged):
						told.Add(1)
					default:
						t.Error(err)
					}
				})
			}
			group.Wait()
			if saved.Load() != 1 || told.Load() != 3 {
				t.Errorf("round %d: %d saved, %d told", round, saved.Load(), told.Load())
			}
		}
	})
}

func TestAWrongValueIsNamed(t *testing.T) {
	for field, change := range map[string]func(*shop.Settings){
		"name":                  func(s *shop.Settings) { s.Name = "  " },
		"tagline":               func(s *shop.Settings) { s.Tagline = "one\ntwo" },
		"email":                 func(s *shop.Settings) { s.Email = "Mara <mara@example.com>" },
		"currency":              func(s *shop.Settings) { s.Currency = "EURO" },
		"locale":                func(s *shop.Settings) { s.Locale = "" },
		"time_zone":             func(s *shop.Settings) { s.TimeZone = "Local" },
		"country":               func(s *shop.Settings) { s.Country = "Ireland" },
		"accent":                func(s *shop.Settings) { s.Colours.Accent = "#fff" },
		"fascia":                func(s *shop.Settings) { s.Colours.Fascia = "blue" },
		"lamp":                  func(s *shop.Settings) { s.Colours.Lamp = "#1a5fb4;}" },
		"logo":                  func(s *shop.Settings) { s.Logo = "../secret" },
		"reservation_minutes":   func(s *shop.Settings) { s.ReservationMinutes = 0 },
		"order_prefix":          func(s *shop.Settings) { s.OrderPrefix = "nq/" },
		"sections.0.link":       func(s *shop.Settings) { s.HomeSections[0].Link = "//elsewhere.example" },
		"sections.1.slug":       func(s *shop.Settings) { s.HomeSections[1].Slug = "" },
		"sections.1.count":      func(s *shop.Settings) { s.HomeSections[1].Count = 25 },
		"sections.2.kind":       func(s *shop.Settings) { s.HomeSections[2].Kind = "carousel" },
		"sections.0.heading":    func(s *shop.Settings) { s.HomeSections[0].Heading = "" },
		"sections.0.link_label": func(s *shop.Settings) { s.HomeSections[0].LinkLabel = "" },
	} {
		t.Run(field, func(t *testing.T) {
			service := open(dbtest.SQLite(t))
			settings := northquay()
			change(&settings)

			err := service.Save(t.Context(), settings, "mara@example.com")

			named := slices.ContainsFunc(fault.Fields(err), func(f fault.Field) bool { return f.Name == field })
			if fault.KindOf(err) != fault.Invalid || !named || len(fault.Fields(err)) != 1 {
				t.Errorf("got %v %v", err, fault.Fields(err))
			}
			if got := read(t, service); got.Version != 0 {
				t.Errorf("it was saved: %+v", got)
			}
		})
	}
}

func northquay() shop.Settings {
	s := shop.Default()
	s.Name, s.Tagline = "Northquay", "Things that last, from the harbour"
	s.Email, s.OrderPrefix, s.BankDetails = "hello@northquay.example", "NQ-", "IBAN IE12 BOFI 9000 0112 3456 78\nBIC BOFIIE2D"
	s.Colours = shop.Colours{Accent: "#1a5fb4", Lamp: "#99c1f1"}
	s.HomeSections = []shop.HomeSection{
		{Kind: shop.Hero, Heading: "Made to be kept", Text: "Plain things.", Link: "/categories/kitchen", LinkLabel: "To the kitchen"},
		{Kind: shop.Collection, Slug: "new-in", Count: 8},
		{Kind: shop.Categories},
	}
	return s
}

func open(d *db.DB) *shop.Service { return shop.New(d, audit.New(d, clock.System), clock.System) }

func read(t *testing.T, s *shop.Service) shop.Settings {
	t.Helper()
	settings, err := s.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return settings
}
