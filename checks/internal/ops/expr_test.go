package ops

import "testing"

func text(s string) Expr { return Expr{Op: constant, Text: s} }

func TestJoin(t *testing.T) {
	id := Expr{Op: parameter, Index: 1}
	for _, test := range []struct {
		got  Expr
		want string
	}{
		{join(), `""`},
		{join(text("a"), text("b")), `"ab"`},
		{join(text(""), id), "p1"},
		{join(text("a"), join(text("b"), id), text("c")), `+("ab",p1,"c")`},
	} {
		if got, opaque := test.got.canon(); got != test.want || opaque {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
	if _, opaque := join(text("a"), Expr{Op: unknown}).canon(); !opaque {
		t.Error("a key with an unknown part is taken for known")
	}
}

func TestBetween(t *testing.T) {
	id := Expr{Op: parameter}
	for _, test := range []struct {
		start, end, key Expr
		want            Alias
	}{
		{text(""), text(""), text("a"), Must},
		{text(""), text(""), join(text("a"), id), Must},
		{text(""), text(""), id, May},
		{text(""), text(""), Expr{Op: composite, Args: []Expr{text("a")}}, No},
		{text(""), text(""), Expr{Op: unknown}, No},
		{text("CAR0"), text("CAR999"), text("CAR5"), Must},
		{text("CAR0"), text("CAR999"), text("CAR999"), No}, // the end is left out
		{text("CAR0"), text("CAR999"), text("BUS1"), No},
		{text("CAR0"), text("CAR999"), join(text("CAR"), id), May},
		{text("CAR0"), text("CAR999"), join(text("BUS"), id), No},
		{text("CAR0"), text("CAR999"), join(text("CART"), id), No},
		{text("CAR0"), text(""), join(text("CAS"), id), May},
		{id, text(""), text("a"), No},
	} {
		if got := between(test.start, test.end, test.key); got != test.want {
			t.Errorf("%v in %v to %v: got %v, want %v", test.key, test.start, test.end, got, test.want)
		}
	}
}
