package remote_test

import (
	"net/netip"
	"testing"

	"holdfast/modules/media/internal/remote"
)

func TestOnlyThePublicInternetIsReached(t *testing.T) {
	for _, inside := range []string{
		"127.0.0.1:80", "127.9.9.9:80", "[::1]:80", "0.0.0.0:80", "[::]:80", "10.1.2.3:80", "172.16.0.1:80",
		"192.168.1.1:443", "169.254.169.254:80", "[fe80::1%eth0]:80", "100.64.0.1:80", "100.127.255.255:80",
		"224.0.0.1:80", "[ff02::1]:80", "[fc00::1]:80", "[fd12:3456::1]:443", "255.255.255.255:80", "240.0.0.1:80",
		"[::ffff:127.0.0.1]:80", "[::ffff:10.0.0.1]:80", "[::ffff:169.254.169.254]:80", "[::7f00:1]:80",
		"[64:ff9b::7f00:1]:80", "[2002:7f00:1::]:80", "[2001:db8::1]:80", "198.18.0.1:80", "192.0.2.1:80", "0.1.2.3:80",
		"8.8.8.8:22", "8.8.8.8:6379", "[2606:4700::1111]:5432",
	} {
		if remote.PublicOnly(netip.MustParseAddrPort(inside)) == nil {
			t.Errorf("%s is taken for a web server on the public internet", inside)
		}
	}
	for _, outside := range []string{"8.8.8.8:80", "1.1.1.1:443", "[2606:4700::1111]:443", "100.128.0.1:80", "172.32.0.1:80", "[::ffff:8.8.8.8]:443"} {
		if err := remote.PublicOnly(netip.MustParseAddrPort(outside)); err != nil {
			t.Errorf("%s: %v", outside, err)
		}
	}
}
