package finding

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"
)

// Sort orders findings by place, then rule and message: the order in which
// every format shows them.
func Sort(findings []Finding) {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(
			strings.Compare(a.Location.Path, b.Location.Path),
			cmp.Compare(a.Location.Line, b.Location.Line),
			cmp.Compare(a.Location.Column, b.Location.Column),
			strings.Compare(a.Rule, b.Rule),
			strings.Compare(a.Message, b.Message),
		)
	})
}

// Fingerprints fills each empty Fingerprint from rule, package (the folder)
// and source line with its white space folded, never from a line number. The
// n-th equal line of a package is told apart by n, so findings are to be
// sorted. Without a source line the message stands for it.
func Fingerprints(findings []Finding) {
	seen := map[string]int{}
	for i := range findings {
		f := &findings[i]
		if f.Fingerprint != "" {
			continue
		}
		text := strings.Join(strings.Fields(f.Source), " ")
		if text == "" {
			text = f.Message
		}
		key := strings.Join([]string{f.Rule, path.Dir(f.Location.Path), text}, "\x00")
		if n := seen[key]; n > 0 {
			f.Fingerprint = digest(fmt.Sprintf("%s\x00%d", key, n))
		} else {
			f.Fingerprint = digest(key)
		}
		seen[key]++
	}
}

// digest is the first 16 bytes of SHA-256, in hexadecimal.
func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:16])
}
