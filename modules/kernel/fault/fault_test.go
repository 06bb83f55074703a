package fault_test

import (
	"errors"
	"fmt"
	"testing"

	"holdfast/modules/kernel/fault"
)

func TestAFaultIsKnownThroughWhatWrapsIt(t *testing.T) {
	wrapped := fmt.Errorf("place order: %w", fault.New(fault.Conflict, "Sold out."))
	if got := fault.KindOf(wrapped); got != fault.Conflict {
		t.Errorf("kind %d, want Conflict", got)
	}
	if got := fault.KindOf(errors.New("disk on fire")); got != fault.Internal {
		t.Errorf("kind %d, want Internal", got)
	}
}

func TestNoWrongFieldIsNoFault(t *testing.T) {
	if err := fault.InvalidFields(); err != nil {
		t.Errorf("got %v, want nil", err)
	}
	err := fmt.Errorf("check: %w", fault.InvalidFields(fault.Field{Name: "email", Message: "Enter one."}))
	if fields := fault.Fields(err); len(fields) != 1 || fields[0].Name != "email" {
		t.Errorf("fields: %+v", fields)
	}
}
