package request_test

import (
	"testing"

	"holdfast/web/request"
)

func TestInfoRidesInTheContext(t *testing.T) {
	ctx := request.With(t.Context(), &request.Info{ID: "r1", Variant: request.Variant{Locale: "de"}})

	if request.ID(ctx) != "r1" || request.Locale(ctx) != "de" {
		t.Fatalf("info %+v", request.Of(ctx))
	}
	if request.ID(t.Context()) != "" {
		t.Fatal("a request outside of one")
	}
}

func TestIDsDiffer(t *testing.T) {
	if a, b := request.NewID(), request.NewID(); a == b || len(a) != 16 {
		t.Fatalf("ids %q and %q", a, b)
	}
}
