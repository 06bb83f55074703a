package backoffice

import "holdfast/views/ui"

// LanguagesForm is the languages of the shop: the merchant's own, and which
// others the shop is shown in.
type LanguagesForm struct {
	Own    string
	Known  []ui.Option
	Others []ui.Tick
}
