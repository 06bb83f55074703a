package client_test

import (
	"net"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"holdfast/web/client"
)

func request(t testing.TB, peer string, headers ...string) *fiber.Ctx {
	app := fiber.New()
	raw := &fasthttp.RequestCtx{}
	addr, err := net.ResolveTCPAddr("tcp", peer)
	if err != nil {
		t.Fatal(err)
	}
	raw.SetRemoteAddr(addr)
	for i := 0; i < len(headers); i += 2 {
		raw.Request.Header.Add(headers[i], headers[i+1])
	}
	return app.AcquireCtx(raw)
}

func TestAddressBelievesOnlyTrustedProxies(t *testing.T) {
	const proxies = "10.0.0.0/8, 192.0.2.1, 2001:db8:1::/48"
	tests := []struct {
		name, peer string
		forwarded  []string
		want       string
	}{
		{"no proxy", "203.0.113.9:1", nil, "203.0.113.9"},
		{"a client that lies", "203.0.113.9:1", []string{"1.2.3.4"}, "203.0.113.9"},
		{"one proxy", "10.0.0.1:1", []string{"203.0.113.9"}, "203.0.113.9"},
		{"a lie before a proxy", "10.0.0.1:1", []string{"1.2.3.4, 203.0.113.9"}, "203.0.113.9"},
		{"a lie in a line of its own", "10.0.0.1:1", []string{"1.2.3.4", "203.0.113.9"}, "203.0.113.9"},
		{"a lie that names a proxy", "10.0.0.1:1", []string{"10.9.9.9, 203.0.113.9"}, "203.0.113.9"},
		{"two proxies", "10.0.0.1:1", []string{"203.0.113.9, 192.0.2.1"}, "203.0.113.9"},
		{"only proxies", "10.0.0.1:1", []string{"192.0.2.1"}, "192.0.2.1"},
		{"nothing forwarded", "10.0.0.1:1", nil, "10.0.0.1"},
		{"rubbish", "10.0.0.1:1", []string{"203.0.113.9, unknown"}, "10.0.0.1"},
		{"empty", "10.0.0.1:1", []string{""}, "10.0.0.1"},
		{"with a port", "10.0.0.1:1", []string{"203.0.113.9:4711"}, "203.0.113.9"},
		{"IPv6", "[2001:db8:1::7]:1", []string{"[2001:db8:2::5]:443"}, "2001:db8:2::5"},
		{"IPv6 in brackets", "10.0.0.1:1", []string{"[2001:db8:2::5]"}, "2001:db8:2::5"},
		{"IPv4 in IPv6", "[::ffff:10.0.0.1]:1", []string{"::ffff:203.0.113.9"}, "203.0.113.9"},
	}
	trusted, err := client.ParseProxies(proxies)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var headers []string
			for _, f := range tt.forwarded {
				headers = append(headers, "X-Forwarded-For", f)
			}
			if got := trusted.Address(request(t, tt.peer, headers...)).String(); got != tt.want {
				t.Errorf("address %s, want %s", got, tt.want)
			}
		})
	}
}

func TestSecureBelievesOnlyTrustedProxies(t *testing.T) {
	trusted, _ := client.ParseProxies("10.0.0.0/8")
	for _, tt := range []struct {
		peer, proto string
		want        bool
	}{
		{"10.0.0.1:1", "https", true},
		{"10.0.0.1:1", "http, HTTPS", true},
		{"10.0.0.1:1", "https, http", false},
		{"203.0.113.9:1", "https", false},
	} {
		if got := trusted.Secure(request(t, tt.peer, "X-Forwarded-Proto", tt.proto)); got != tt.want {
			t.Errorf("%s said %q: secure %v, want %v", tt.peer, tt.proto, got, tt.want)
		}
	}
}

func TestProxiesThatCannotBeReadAreNamed(t *testing.T) {
	for _, list := range []string{"ten", "10.0.0.0/99", "10.0.0.1, example.com"} {
		if _, err := client.ParseProxies(list); err == nil {
			t.Errorf("%q was read", list)
		}
	}
}

func BenchmarkAddress(b *testing.B) {
	trusted, _ := client.ParseProxies("10.0.0.0/8")
	c := request(b, "10.0.0.1:1", "X-Forwarded-For", "1.2.3.4, 203.0.113.9")
	b.ReportAllocs()
	for b.Loop() {
		trusted.Address(c)
	}
}
