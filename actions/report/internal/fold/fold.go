// Package fold puts together the findings of one file that say the same, so
// that a mistake made forty times does not hide the one made once.
//
// Nothing is lost: a group holds all its findings, in their order.
package fold

import "github.com/tallystick/tallystick/internal/finding"

// Group are findings that differ only in their place; there is at least one.
type Group []finding.Finding

// Equal makes groups, in the order of their first findings. A finding with
// related places is a story of its own and stays alone.
func Equal(findings []finding.Finding) []Group {
	type key struct {
		rule, path, message, hint string
		severity                  finding.Severity
		alone                     int
	}
	groups := make([]Group, 0, len(findings))
	index := make(map[key]int, len(findings))
	for i, f := range findings {
		k := key{rule: f.Rule, path: f.Location.Path, message: f.Message, hint: f.Hint, severity: f.Severity}
		if len(f.Related) > 0 {
			k.alone = i + 1
		}
		n, ok := index[k]
		if !ok {
			// Most stay alone and need no copy; a second one makes one.
			index[k], groups = len(groups), append(groups, findings[i:i+1:i+1])
			continue
		}
		groups[n] = append(groups[n], f)
	}
	return groups
}
