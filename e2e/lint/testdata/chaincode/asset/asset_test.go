package asset

import (
	"errors"
	"testing"
	"time"
)

func TestMove(t *testing.T) {
	v := &Vehicle{ID: "v1", Carrier: "north", State: Ordered}
	if err := v.Move(InService, time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	if want := "1970-01-01T00:00:00Z"; v.Since != want {
		t.Errorf("got %s, want %s", v.Since, want)
	}
	var invalid *Invalid
	if err := v.Move(Ordered, time.Unix(0, 0)); !errors.As(err, &invalid) {
		t.Errorf("got %v, want an Invalid", err)
	}
}

func TestValidate(t *testing.T) {
	for _, v := range []Vehicle{{}, {ID: "a~b", Carrier: "c"}, {ID: "v"}, {ID: "v", Carrier: "c", Odometer: -1}} {
		if v.Validate() == nil {
			t.Errorf("%+v is valid, want not", v)
		}
	}
}
