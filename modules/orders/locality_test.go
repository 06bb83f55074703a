package orders_test

import (
	"testing"

	"holdfast/modules/orders"
)

func TestLocalityIsInTheOrderOfTheCountrysPost(t *testing.T) {
	for _, c := range []struct {
		to   orders.Recipient
		want string
	}{
		{orders.Recipient{City: "Kinsale", Postcode: "P17 X283", Country: "IE"}, "Kinsale P17 X283"},
		{orders.Recipient{City: "Bremen", Postcode: "28195", Country: "DE"}, "28195 Bremen"},
		{orders.Recipient{City: "Portland", State: "ME", Postcode: "04101", Country: "US"}, "Portland ME 04101"},
		{orders.Recipient{City: " Macau ", Country: "MO"}, "Macau"},
	} {
		if got := c.to.Locality(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.to, got, c.want)
		}
	}
}
