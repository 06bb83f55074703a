package orders_test

import (
	"testing"

	"holdfast/modules/orders"
	"holdfast/modules/orders/orderstest"
	"holdfast/modules/payments"
)

func TestOrdersAreFoundInSmallAndCapitalLettersOfEveryAlphabet(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		for _, name := range []string{"Jörg ÅNGSTRÖM", "ЁЛКА Иванова"} {
			form := s.Form(s.Fill(orderstest.Mug), payments.BankTransfer)
			form.Recipient.Name = name
			_, err := s.Orders.Place(t.Context(), form)
			s.Must(err)
		}
		for query, want := range map[string]int{"ångström": 1, "JÖRG": 1, "ёлка": 1, "ИВАНОВА": 1, "SHOPPER@": 2, "_": 0} {
			found, _, err := s.Orders.List(t.Context(), orders.Filter{Query: query}, "", 10)
			if err != nil || len(found) != want {
				t.Errorf("%q finds %d, %v; want %d", query, len(found), err, want)
			}
		}
	})
}
