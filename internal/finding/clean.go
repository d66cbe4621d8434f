package finding

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes text of strangers fit to be shown on one line: line ends become
// spaces; control characters, terminal escapes, bytes that are not UTF-8 and
// the invisible characters that turn the reading direction (CVE-2021-42574)
// become visible escapes. Tabs stay.
func Clean(s string) string {
	if plain(s) || !strings.ContainsFunc(s, unclean) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '\n':
			b.WriteByte(' ')
		case r == '\r':
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case unclean(r) && r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		case unclean(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// plain says that a text is printable ASCII, as nearly all is: a loop over its
// bytes tells in a tenth of the time.
func plain(s string) bool {
	for i := range len(s) {
		if (s[i] < ' ' && s[i] != '\t') || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

func unclean(r rune) bool {
	return r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' || r == '\uFEFF')
}
