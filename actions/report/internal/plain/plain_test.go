package plain

import (
	"slices"
	"strings"
	"testing"
)

func TestLines(t *testing.T) {
	for in, want := range map[string][]string{
		"":                       nil,
		"\n\r\n":                 nil,
		"one":                    {"one"},
		"\none\r\n\n\ttwo\x1b\n": {"one", "", "\ttwo\\x1b"},
		"a\rb\n":                 {"ab"},
	} {
		if got := Lines(in); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestLine(t *testing.T) {
	tests := []struct {
		in   string
		n    int
		want string
	}{
		{"short\nenough", 20, "short enough"},
		{"abcdef", 4, "abcd… (2 bytes more in the report file)"},
		{"世界", 4, "世… (3 bytes more in the report file)"},
		{strings.Repeat("\x80", 5), 2, "… (5 bytes more in the report file)"},
	}
	for _, test := range tests {
		if got := Line(test.in, test.n); got != test.want {
			t.Errorf("%q: got %q, want %q", test.in, got, test.want)
		}
	}
}

func TestBlock(t *testing.T) {
	text := "a\n" + strings.Repeat("b", 90) + "\nc\nd\n"
	want := []string{"a", strings.Repeat("b", 60) + "… (30 bytes more in the report file)", "… (2 lines more in the report file)"}
	if got := Block(text, 2, 60); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
