package difference_test

import (
	"testing"

	"github.com/tallystick/tallystick/actions/probe/difference"
)

// TestApart: the difference is near the beginning of what is shown.
func TestApart(t *testing.T) {
	for _, c := range []struct{ a, b, first, second string }{
		{"short one", "short two", "short one", "short two"},
		{"0123456789abcdefX", "0123456789abcdefY", "...cdefX", "...cdefY"},
		{"0123456789abcdef", "0123456789abcdef and more", "...cdef", "...cdef and more"},
		{"0123456789ab\u00e9efX", "0123456789ab\u00e9efY", "...\u00e9efX", "...\u00e9efY"},
		{"0123456789abc\u00e9efX", "0123456789abc\u00e9efY", "...\u00e9efX", "...\u00e9efY"},
		{"0123456789abc\u20acfX", "0123456789abc\u20acfY", "...\u20acfX", "...\u20acfY"},
		{"", "x", "", "x"},
	} {
		first, second := difference.Apart([]byte(c.a), []byte(c.b), 10, 4)
		if first != c.first || second != c.second {
			t.Errorf("%q and %q: got %q and %q, want %q and %q", c.a, c.b, first, second, c.first, c.second)
		}
	}
}
