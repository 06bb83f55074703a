// Package client says where a request comes from.
//
//	address = the peer's, unless the peer is a trusted proxy:
//	          then the right-most address in X-Forwarded-For that is not one
//
// Only what a trusted proxy wrote is believed. What a client writes into
// X-Forwarded-For stands to the left of it and is never reached.
package client

import (
	"bytes"
	"fmt"
	"net"
	"net/netip"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"
)

// Proxies are the networks whose machines may speak for their clients.
type Proxies []netip.Prefix

// ParseProxies reads networks and addresses, separated by commas:
// "10.0.0.0/8, 192.0.2.7, ::1".
func ParseProxies(list string) (Proxies, error) {
	var all Proxies
	for field := range strings.SplitSeq(list, ",") {
		field = strings.TrimSpace(field)
		if field == "" {
			continue
		}
		if !strings.Contains(field, "/") {
			addr, err := netip.ParseAddr(field)
			if err != nil {
				return nil, fmt.Errorf("trusted proxy %q is neither an address nor a network", field)
			}
			all = append(all, netip.PrefixFrom(addr.Unmap(), addr.Unmap().BitLen()))
			continue
		}
		network, err := netip.ParsePrefix(field)
		if err != nil {
			return nil, fmt.Errorf("trusted proxy %q is neither an address nor a network", field)
		}
		all = append(all, network.Masked())
	}
	return all, nil
}

func (p Proxies) trusts(a netip.Addr) bool {
	for _, network := range p {
		if network.Contains(a) {
			return true
		}
	}
	return false
}

// Address returns the address of the client behind c. It allocates nothing.
func (p Proxies) Address(c *fiber.Ctx) netip.Addr {
	addr := peer(c)
	if len(p) == 0 || !p.trusts(addr) {
		return addr
	}
	lines := c.Request().Header.PeekAll(fiber.HeaderXForwardedFor)
	for i := len(lines) - 1; i >= 0; i-- {
		rest := lines[i]
		for rest != nil {
			var last []byte
			rest, last = cutLast(rest)
			hop, err := parse(last)
			if err != nil {
				return addr // what stands further left, nobody vouches for
			}
			addr = hop
			if !p.trusts(addr) {
				return addr
			}
		}
	}
	return addr
}

// Secure reports whether the client reached the shop, or its trusted proxy,
// over TLS.
func (p Proxies) Secure(c *fiber.Ctx) bool {
	if c.Context().IsTLS() {
		return true
	}
	if len(p) == 0 || !p.trusts(peer(c)) {
		return false
	}
	lines := c.Request().Header.PeekAll(fiber.HeaderXForwardedProto)
	if len(lines) == 0 {
		return false
	}
	_, last := cutLast(lines[len(lines)-1])
	return bytes.EqualFold(bytes.TrimSpace(last), []byte("https"))
}

func peer(c *fiber.Ctx) netip.Addr {
	if tcp, ok := c.Context().RemoteAddr().(*net.TCPAddr); ok {
		addr, _ := netip.AddrFromSlice(tcp.IP)
		return addr.Unmap()
	}
	return netip.IPv4Unspecified() // a Unix socket
}

// parse reads an address as proxies write it: bare, with a port, in brackets.
func parse(b []byte) (netip.Addr, error) {
	s := utils.UnsafeString(bytes.TrimSpace(b))
	if addr, err := netip.ParseAddr(s); err == nil {
		return addr.Unmap().WithZone(""), nil
	}
	if inner, ok := strings.CutPrefix(s, "["); ok && strings.HasSuffix(inner, "]") {
		addr, err := netip.ParseAddr(inner[:len(inner)-1])
		return addr.Unmap().WithZone(""), err
	}
	port, err := netip.ParseAddrPort(s)
	return port.Addr().Unmap().WithZone(""), err
}

// cutLast cuts b at its last comma; rest is nil when there was none.
func cutLast(b []byte) (rest, last []byte) {
	if i := bytes.LastIndexByte(b, ','); i >= 0 {
		return b[:i:i], b[i+1:]
	}
	return nil, b
}
