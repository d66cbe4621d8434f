package contract

import (
	"encoding/json"
	"testing"
)

func TestWarrantyEncodesTheSameEveryTime(t *testing.T) {
	warranty := Warranty{Serial: "1", Claims: map[string]int{"lid": 1, "hinge": 2, "belt": 3}}
	first, err := json.Marshal(warranty)
	if err != nil {
		t.Fatal(err)
	}
	for range 100 {
		again, err := json.Marshal(warranty)
		if err != nil {
			t.Fatal(err)
		}
		if string(again) != string(first) {
			t.Fatalf("got %s, want %s", again, first)
		}
	}
}
