package finding

import (
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "got 1, want 2: größer 世界 🪵", "got 1, want 2: größer 世界 🪵"},
		{"tab stays", "\ta\tb", "\ta\tb"},
		{"line ends", "a\r\nb\nc", "a b c"},
		{"escape", "\x1b[31mred\x1b[0m", `\x1b[31mred\x1b[0m`},
		{"bell and backspace", "a\a\b", `a\x07\x08`},
		{"second control set", "a\u009b31m", `a\x9b31m`},
		{"not UTF-8", "a\xff\xfeb", `a\xff\xfeb`},
		{"a real U+FFFD stays", "a\uFFFDb", "a\uFFFDb"},
		{"a real U+FFFD beside a bad byte", "\uFFFD\xff", "\uFFFD" + `\xff`},
		{"direction", "a\u202eb\u2066c", `a\u202eb\u2066c`},
		{"line separators", "a\u2028b\u2029c\uFEFF", `a\u2028b\u2029c\ufeff`},
	}
	for _, test := range tests {
		if got := Clean(test.in); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// FuzzClean holds the promise: valid UTF-8 on one line, without control
// characters, and clean text stays what it is.
func FuzzClean(f *testing.F) {
	f.Add("a\x1b[0m\u202e\xff\r\n\t\uFFFD")
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		if !utf8.ValidString(got) {
			t.Errorf("%q is not UTF-8", got)
		}
		for _, r := range got {
			if r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
				t.Errorf("%q holds %U", got, r)
			}
		}
		if again := Clean(got); again != got {
			t.Errorf("got %q, then %q", got, again)
		}
	})
}
