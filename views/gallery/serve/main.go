// Command serve shows the gallery at http://localhost:8090, with drawn
// placeholders for pictures. It is for those who build the shop.
package main

import (
	"fmt"
	"hash/fnv"
	"log"
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"

	"holdfast/static"
	"holdfast/views/gallery"
	"holdfast/views/storefront"
	"holdfast/views/theme"
)

func main() {
	mux := http.NewServeMux()
	for path, page := range gallery.Pages() {
		if path == "/" {
			path = "/{$}"
		}
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Cache-Control", "no-store")
			w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'")
			if err := render(w, r, page); err != nil {
				log.Print(err)
			}
		})
	}
	mux.HandleFunc("POST /cart/", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/cart", http.StatusSeeOther)
	})
	mux.HandleFunc("POST /checkout/destination", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/checkout-wrong", http.StatusSeeOther)
	})
	mux.HandleFunc("/static/", asset)
	mux.HandleFunc("/media/", placeholder)
	mux.HandleFunc("/theme.css", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		_, _ = w.Write(theme.CSS(theme.Look{}))
	})
	server := &http.Server{Addr: "127.0.0.1:8090", Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	log.Print("http://", server.Addr, "/gallery")
	log.Fatal(server.ListenAndServe())
}

// render answers with the fragment that htmx asked for, or with the page.
func render(w http.ResponseWriter, r *http.Request, page templ.Component) error {
	_, target, _ := strings.Cut(r.Header.Get("HX-Target"), "#")
	if target == storefront.CartBody && r.Header.Get("HX-Request-Type") == "partial" {
		return templ.RenderFragments(r.Context(), w, page, target)
	}
	return page.Render(r.Context(), w)
}

func asset(w http.ResponseWriter, r *http.Request) {
	a, ok := static.Lookup(r.URL.Path)
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", a.ContentType)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	if packed := a.Brotli(); packed != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "br") {
		w.Header().Set("Content-Encoding", "br")
		_, _ = w.Write(packed)
		return
	}
	_, _ = w.Write(a.Body)
}

// placeholder is a vessel in a colour of its name's, on a shelf.
func placeholder(w http.ResponseWriter, r *http.Request) {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(strings.Split(r.URL.Path, "/")[2]))
	hue, shape := sum.Sum32()%360, sum.Sum32()/360%3
	shapes := []string{
		`<path d="M210 330h380v300a90 90 0 0 1-90 90H300a90 90 0 0 1-90-90z"/><path d="M590 400h60a70 70 0 0 1 0 180h-60" fill="none" stroke-width="34"/>`,
		`<path d="M280 260h240l60 460H220z"/><path d="M310 260v-60h180v60"/>`,
		`<rect x="180" y="420" width="440" height="300" rx="12"/><path d="M290 420a110 130 0 0 1 220 0" fill="none" stroke-width="30"/>`,
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	_, _ = fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 1000"><rect width="800" height="1000" fill="oklch(0.9 0.025 %[1]d)"/><rect y="720" width="800" height="280" fill="oklch(0.83 0.03 %[1]d)"/><g fill="oklch(0.5 0.09 %[1]d)" stroke="oklch(0.28 0.05 %[1]d)" stroke-width="10">%[2]s</g></svg>`, hue, shapes[shape])
}
