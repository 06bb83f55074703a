package backoffice

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"holdfast/modules/shop"
	"holdfast/views/backoffice"
	"holdfast/views/i18n"
	"holdfast/views/ui"
)

func languagesForm(s shop.Settings) backoffice.LanguagesForm {
	own, _ := i18n.Known(s.Locale)
	f := backoffice.LanguagesForm{Own: own}
	for _, tag := range i18n.Languages() {
		name := i18n.For(tag).Name()
		f.Known = append(f.Known, ui.Option{Value: tag, Label: name})
		shown := slices.ContainsFunc(s.Locales, func(other string) bool { known, ok := i18n.Known(other); return ok && known == tag })
		f.Others = append(f.Others, ui.Tick{Value: tag, Label: name, Checked: shown})
	}
	return f
}

// typeLanguages takes the languages over that the form has; a form without them
// leaves them as they are, and so does the language that is chosen already: it
// may say more, such as en-IE.
func typeLanguages(c *fiber.Ctx, s *shop.Settings) {
	if form(c, "languages", 20) == "" {
		return
	}
	own, _ := i18n.Known(s.Locale)
	if typed, ok := i18n.Known(form(c, "locale", 20)); ok && typed != own {
		s.Locale, own = typed, typed
	}
	s.Locales = nil
	for _, value := range c.Request().PostArgs().PeekMulti("locales") {
		if tag, ok := i18n.Known(string(value)); ok && tag != own && !slices.Contains(s.Locales, tag) {
			s.Locales = append(s.Locales, tag)
		}
	}
}
