package backoffice_test

import (
	"net/url"
	"testing"

	"holdfast/modules/shop"
	"holdfast/modules/staff"
)

// settingsTyped is the form of the test shop's settings, changed.
func settingsTyped(version string, pairs ...string) url.Values {
	f := url.Values{"version": {version}, "name": {"Quay Stores"}, "time_zone": {"Europe/Dublin"}, "reservation_minutes": {"20"},
		"sections.0.kind": {"categories"}, "sections.0.position": {"1"}}
	for i := 0; i < len(pairs); i += 2 {
		f.Set(pairs[i], pairs[i+1])
	}
	return f
}

func (o *office) settings() shop.Settings {
	o.T.Helper()
	now, err := o.Shop.Shop.Settings(o.T.Context())
	o.Must(err)
	return now
}

func TestSettingsAreSavedAndSectionsInTheirOrder(t *testing.T) {
	o := signedIn(t, staff.Merchant)
	o.want(o.get("/admin/settings"), 200, `value="Test shop"`, "Another section")

	form := settingsTyped("1", "tagline", "Sturdy things", "bank_details", "IBAN IE00", "accent", "#1a5fb4",
		"sections.1.kind", "text", "sections.1.position", "1", "sections.1.heading", "Open all year", "sections.1.text", "Come in.",
		"sections.2.kind", "", "sections.2.heading", "left over")
	o.wantAt(o.post("/admin/settings", form), "/admin/settings")

	now := o.settings()
	if now.Name != "Quay Stores" || now.ReservationMinutes != 20 || now.Currency != "EUR" || now.Colours.Accent != "#1a5fb4" {
		t.Errorf("saved: %+v", now)
	}
	if len(now.HomeSections) != 2 || now.HomeSections[0].Kind != shop.Text || now.HomeSections[1].Kind != shop.Categories {
		t.Errorf("sections: %+v", now.HomeSections)
	}
	o.wantAudit("shop.settings_saved", "shop:settings")
}

func TestWrongSettingsAreSaidBesideTheirFields(t *testing.T) {
	o := signedIn(t, staff.Merchant)
	o.get("/admin/settings")

	form := settingsTyped("1", "name", "", "email", "nowhere", "reservation_minutes", "soon", "lamp", "yellow",
		"sections.1.kind", "collection", "sections.1.count", "many", "sections.1.position", "2")
	o.want(o.post("/admin/settings", form), 422, "Enter the shop", `value="nowhere"`, `value="soon"`, `value="yellow"`,
		`href="#reservation_minutes"`, `href="#sections.1.slug"`, `id="sections.1.count-error"`, `value="many"`)
	if o.settings().Name != "Test shop" {
		t.Error("wrong settings were saved")
	}
}

func TestWhoSavesSecondIsToldAndLosesNothing(t *testing.T) {
	o := signedIn(t, staff.Merchant)
	o.get("/admin/settings")
	o.wantAt(o.post("/admin/settings", settingsTyped("1")), "/admin/settings")

	o.want(o.post("/admin/settings", settingsTyped("1", "name", "Mine")), 409, shop.ErrChanged.Message, `value="Mine"`, "See what they are now")

	viewer := signedIn(t, staff.Viewer)
	viewer.want(viewer.get("/admin/settings"), 200)
	viewer.wantNot("Save settings")
	viewer.want(viewer.post("/admin/settings", settingsTyped("1")), 403)
}
