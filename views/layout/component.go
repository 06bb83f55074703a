package layout

import (
	"bytes"
	"context"
	"io"

	"github.com/a-h/templ"
)

// Component is a templ component.
type Component = templ.Component

// Slot renders what fills the slot called name, or nothing.
func Slot(slots Slots, name string) Component {
	if c := slots[name]; c != nil {
		return c
	}
	return templ.NopComponent
}

// jsonLD writes data for search engines. It is encoded JSON; "</" cannot end
// the element early, whoever encoded it.
func jsonLD(encoded []byte) Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, `<script type="application/ld+json">`+
			string(bytes.ReplaceAll(encoded, []byte("</"), []byte(`<\/`)))+`</script>`)
		return err
	})
}
