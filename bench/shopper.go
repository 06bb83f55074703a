package main

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"
)

// shopper is somebody with a cart, who has seen the checkout's form.
type shopper struct {
	jar    map[string]string
	key    string // of the form that was shown
	total  string
	method string
}

func (s *shopper) cookies() string {
	var b strings.Builder
	for name, value := range s.jar {
		if b.Len() > 0 {
			b.WriteString("; ")
		}
		b.WriteString(name + "=" + value)
	}
	return b.String()
}

func (s *shopper) keep(a answer) {
	for _, pair := range a.cookies {
		name, value, _ := strings.Cut(pair, "=")
		s.jar[name] = value
	}
}

// fill puts one each of skus into a new cart.
func fill(c *client, skus ...string) (*shopper, error) {
	s := &shopper{jar: map[string]string{}}
	for _, each := range skus {
		a, err := c.insist(request("POST", "/cart/lines", s.cookies(), "", url.Values{"sku": {each}, "quantity": {"1"}}.Encode()))
		if err != nil {
			return nil, err
		}
		if a.status != 303 || a.location != "/cart?notice=added" {
			return nil, fmt.Errorf("add %s to the cart: %d, to %q: %.500s", each, a.status, a.location, a.body)
		}
		s.keep(a)
	}
	return s, nil
}

var (
	keyField    = regexp.MustCompile(`name="submit_key" value="([^"]+)"`)
	totalField  = regexp.MustCompile(`name="total" value="([^"]+)"`)
	methodField = regexp.MustCompile(`name="shipping" value="([^"]+)" checked`)
)

// lookAtCheckout asks for the form. It is asked for unpacked: reading it is not
// what is measured.
func (s *shopper) lookAtCheckout(c *client) error {
	a, err := c.insist(request("GET", "/checkout", s.cookies(), "", ""))
	if err != nil {
		return err
	}
	return s.read(a)
}

// read takes what the order needs from the form.
func (s *shopper) read(a answer) error {
	if a.status != 200 {
		return fmt.Errorf("checkout: %d, to %q", a.status, a.location)
	}
	s.keep(a)
	for pattern, to := range map[*regexp.Regexp]*string{keyField: &s.key, totalField: &s.total, methodField: &s.method} {
		found := pattern.FindSubmatch(a.body)
		if found == nil {
			return fmt.Errorf("checkout has no %s", pattern)
		}
		*to = string(found[1])
	}
	return nil
}

// order is the form, filled in.
func (s *shopper) order() []byte {
	return post("/checkout", s.cookies(), url.Values{
		"submit_key": {s.key}, "total": {s.total}, "shipping": {s.method}, "payment": {"bank-transfer"},
		"email": {"maeve@example.com"}, "name": {"Maeve Byrne"}, "address": {"12 Quay Street"},
		"city": {"Galway"}, "postcode": {"H91 E2W7"}, "country": {"IE"},
	}.Encode())
}

// placed reports whether the order was.
func placed(a answer) bool { return a.status == 303 && strings.HasPrefix(a.location, "/orders/") }

// insist asks until it is let in, for what is prepared and not measured.
func (c *client) insist(request []byte) (a answer, err error) {
	for range 20 {
		if a, err = c.ask(request); err != nil || a.status != 503 {
			return a, err
		}
		time.Sleep(100 * time.Millisecond)
	}
	return a, err
}

// crowd makes n shoppers, each with two things in the cart, eight at a time;
// ready ones have seen the checkout.
func crowd(addr string, skus []string, n int, ready bool) ([]*shopper, error) {
	all := make([]*shopper, n)
	var wg sync.WaitGroup
	faults := make([]error, browsers)
	for w := range faults {
		wg.Go(func() {
			c, err := dial(addr)
			if err != nil {
				faults[w] = err
				return
			}
			defer c.close()
			for i := w; i < n; i += len(faults) {
				s, err := fill(c, skus[i%len(skus)], skus[(i*7+3)%len(skus)])
				if err == nil && ready {
					err = s.lookAtCheckout(c)
				}
				if err != nil {
					faults[w] = err
					return
				}
				all[i] = s
			}
		})
	}
	wg.Wait()
	for _, err := range faults {
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}
