package backoffice_test

import (
	"slices"
	"testing"

	"holdfast/modules/staff"
)

func TestLanguagesAreChosenAndOtherFormsLeaveThem(t *testing.T) {
	o := signedIn(t, staff.Merchant)
	o.want(o.get("/admin/settings"), 200, "Deutsch", "العربية", `name="locales"`)

	form := settingsTyped("1", "languages", "shown", "locale", "en")
	form["locales"] = []string{"ar", "de", "de", "en", "xx"}
	o.wantAt(o.post("/admin/settings", form), "/admin/settings")
	if now := o.settings(); now.Locale != "en" || !slices.Equal(now.Locales, []string{"ar", "de"}) {
		t.Fatalf("saved %q and %q", now.Locale, now.Locales)
	}
	o.get("/admin/settings")

	o.wantAt(o.post("/admin/settings", settingsTyped("2")), "/admin/settings")
	if now := o.settings(); len(now.Locales) != 2 {
		t.Errorf("a form without languages left %q", now.Locales)
	}
	o.wantAt(o.post("/admin/settings", settingsTyped("3", "languages", "shown", "locale", "de")), "/admin/settings")
	if now := o.settings(); now.Locale != "de" || len(now.Locales) != 0 {
		t.Errorf("saved %q and %q", now.Locale, now.Locales)
	}
}
