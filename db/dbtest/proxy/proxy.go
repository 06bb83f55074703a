// Package proxy stands between the shop and a server in tests, and does to
// their connections what networks and machines do.
//
//	shop → Proxy → PostgreSQL, Redis or a mail server
//
// The faults are toxiproxy's. They hold for connections that are open and for
// those to come, until Heal.
package proxy

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"
)

// Proxy is a server's address that can be made to fail.
type Proxy struct {
	t       testing.TB
	proxy   *toxiproxy.Proxy
	addr    string
	present []string // the faults, by name
	gone    bool
}

// Before returns a proxy before the server at address, which is host:port or the
// path of a Unix socket.
func Before(t testing.TB, address string) *Proxy {
	t.Helper()
	if strings.HasPrefix(address, "/") {
		address = overTCP(t, address)
	}
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	p := &Proxy{t: t, proxy: toxiproxy.NewProxy(server, "server", "127.0.0.1:0", address)}
	if err := p.proxy.Start(); err != nil {
		t.Fatal(err)
	}
	p.addr = p.proxy.Listen
	t.Cleanup(p.proxy.Stop)
	return p
}

// BeforePostgres returns a proxy before the database at address, a Unix
// socket's, and the database's address behind the proxy.
func BeforePostgres(t testing.TB, address string) (p *Proxy, through string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	p = Before(t, q.Get("host")+"/.s.PGSQL."+q.Get("port"))
	q.Del("host")
	q.Del("port")
	u.Host, u.RawQuery = p.addr, q.Encode()
	return p, u.String()
}

// Addr is where the server is reached, host:port.
func (p *Proxy) Addr() string { return p.addr }

// Slow has each answer come later by d.
func (p *Proxy) Slow(d time.Duration) {
	p.t.Helper()
	p.add("latency", fmt.Sprintf(`{"latency": %d}`, d.Milliseconds()))
}

// Hang has the server accept everything and answer nothing.
func (p *Proxy) Hang() { p.t.Helper(); p.add("timeout", `{"timeout": 0}`) }

// Gone has the server refuse connections, and those that are open break.
func (p *Proxy) Gone() {
	p.proxy.Stop()
	p.gone = true
}

// Cut breaks the connections that are open. New ones work.
func (p *Proxy) Cut() {
	p.t.Helper()
	p.Gone()
	p.Heal()
}

// Heal ends every fault.
func (p *Proxy) Heal() {
	p.t.Helper()
	for _, name := range p.present {
		if err := p.proxy.Toxics.RemoveToxic(context.Background(), name); err != nil {
			p.t.Fatal(err)
		}
	}
	p.present = nil
	if !p.gone {
		return
	}
	p.proxy.Listen = p.addr
	if err := p.proxy.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.gone = false
}

func (p *Proxy) add(kind, attributes string) {
	p.t.Helper()
	toxic := fmt.Sprintf(`{"name": %q, "type": %q, "stream": "downstream", "attributes": %s}`, kind, kind, attributes)
	if _, err := p.proxy.Toxics.AddToxicJson(strings.NewReader(toxic)); err != nil {
		p.t.Fatal(err)
	}
	p.present = append(p.present, kind)
}

// overTCP gives a Unix socket an address on this machine, since toxiproxy knows
// no others.
func overTCP(t testing.TB, socket string) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			go pass(client, socket)
		}
	}()
	return l.Addr().String()
}

func pass(client net.Conn, socket string) {
	defer client.Close()
	server, err := new(net.Dialer).DialContext(context.Background(), "unix", socket)
	if err != nil {
		return
	}
	defer server.Close()
	go func() {
		_, _ = io.Copy(server, client)
		_ = server.Close()
	}()
	_, _ = io.Copy(client, server)
}
