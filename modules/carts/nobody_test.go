package carts_test

import (
	"errors"
	"testing"

	"holdfast/modules/carts"
	"holdfast/modules/orders/orderstest"
)

// Who brings no cookie has no cart: not one that everybody without shares.
func TestNobodyHasNoCart(t *testing.T) {
	each(t, func(t *testing.T, s *orderstest.Shop) {
		for name, act := range map[string]func() error{
			"add":    func() error { _, err := s.Carts.Add(t.Context(), "", mug, 1); return err },
			"update": func() error { _, err := s.Carts.SetQuantity(t.Context(), "", mug, 2); return err },
		} {
			if err := act(); !errors.Is(err, carts.ErrUnknownCart) {
				t.Errorf("%s: got %v, want ErrUnknownCart", name, err)
			}
		}
		if err := s.Carts.SaveDraft(t.Context(), "", map[string]string{"name": "Mary"}); err != nil {
			t.Error(err)
		}
		view, err := s.Carts.View(t.Context(), "", carts.Choice{})
		if err != nil || len(view.Lines) > 0 || len(view.Draft) > 0 {
			t.Errorf("nobody's cart is %+v, %v", view, err)
		}
	})
}
