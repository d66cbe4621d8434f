package finding

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Sort orders findings by place, then rule and message: the order in which
// every format shows them.
func Sort(findings []Finding) {
	if !slices.IsSortedFunc(findings, compare) { // an action's own are, as a rule
		slices.SortStableFunc(findings, compare)
	}
}

func compare(a, b Finding) int {
	if n := strings.Compare(a.Location.Path, b.Location.Path); n != 0 {
		return n
	}
	return cmp.Or(
		cmp.Compare(a.Location.Line, b.Location.Line),
		cmp.Compare(a.Location.Column, b.Location.Column),
		strings.Compare(a.Rule, b.Rule),
		strings.Compare(a.Message, b.Message),
	)
}

// Fingerprints fills each empty Fingerprint from rule, package (the folder)
// and source line with its white space folded, never from a line number. The
// n-th equal line of a package is told apart by n, so findings are to be
// sorted. Without a source line the message stands for it.
func Fingerprints(findings []Finding) {
	seen := make(map[string]int, len(findings))
	var key []byte
	for i := range findings {
		f := &findings[i]
		if f.Fingerprint != "" {
			continue
		}
		key = append(append(key[:0], f.Rule...), 0)
		key = append(append(key, path.Dir(f.Location.Path)...), 0)
		before := len(key)
		if key = appendFolded(key, f.Source); len(key) == before {
			key = append(key, f.Message...)
		}
		first := digest(key)
		f.Fingerprint = first
		if n := seen[first]; n > 0 {
			f.Fingerprint = digest(strconv.AppendInt(append(key, 0), int64(n), 10))
		}
		seen[first]++
	}
}

// appendFolded appends the words of a text with one space between them, as
// strings.Fields splits it.
func appendFolded(to []byte, s string) []byte {
	start := len(to)
	for i := range len(s) {
		switch c := s[i]; {
		case c >= utf8.RuneSelf: // white space of other scripts
			return append(to[:start], strings.Join(strings.Fields(s), " ")...)
		case c == ' ' || '\t' <= c && c <= '\r':
			if n := len(to); n > start && to[n-1] != ' ' {
				to = append(to, ' ')
			}
		default:
			to = append(to, c)
		}
	}
	if n := len(to); n > start && to[n-1] == ' ' {
		to = to[:n-1]
	}
	return to
}

// digest is the first 16 bytes of SHA-256, in hexadecimal.
func digest(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}
