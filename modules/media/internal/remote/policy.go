package remote

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
)

// errInside says that an address belongs to the network the shop runs in, or to
// nobody.
var errInside = errors.New("the address is not on the public internet")

// reserved are the blocks that netip has no word for: IANA's special-purpose
// registries for IPv4 and IPv6.
var reserved = prefixes(
	"0.0.0.0/8",       // this network
	"100.64.0.0/10",   // carriers' shared space
	"192.0.0.0/24",    // protocol assignments
	"192.0.2.0/24",    // documentation
	"192.88.99.0/24",  // 6to4 relays
	"198.18.0.0/15",   // benchmarks
	"198.51.100.0/24", // documentation
	"203.0.113.0/24",  // documentation
	"240.0.0.0/4",     // reserved, and broadcast
	"::/96",           // IPv4-compatible
	"64:ff9b::/96",    // NAT64: an IPv4 address inside
	"64:ff9b:1::/48",  // NAT64, local
	"100::/64",        // discard
	"2001::/23",       // protocol assignments, Teredo
	"2001:db8::/32",   // documentation
	"2002::/16",       // 6to4: an IPv4 address inside
	"3fff::/20",       // documentation
	"5f00::/16",       // segment routing
	"fec0::/10",       // site-local
)

func prefixes(texts ...string) []netip.Prefix {
	all := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		all[i] = netip.MustParsePrefix(text)
	}
	return all
}

// PublicOnly refuses whatever is not a web server on the public internet.
func PublicOnly(to netip.AddrPort) error {
	addr := to.Addr().Unmap().WithZone("")
	public := addr.IsGlobalUnicast() && !addr.IsPrivate() && // without loopback, link-local, multicast, ULA
		!slices.ContainsFunc(reserved, func(p netip.Prefix) bool { return p.Contains(addr) })
	if !public {
		return fmt.Errorf("%s: %w", addr, errInside)
	}
	if to.Port() != 80 && to.Port() != 443 {
		return fmt.Errorf("port %d is not fetched from", to.Port())
	}
	return nil
}
