package i18n

import (
	"context"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Country returns what the reader's language calls the country of an ISO 3166-1
// code; the code itself where it is none.
func Country(ctx context.Context, code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	return display.Regions(language.Make(From(ctx).Tag())).Name(region)
}
