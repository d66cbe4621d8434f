// Package pick takes one key of a map where its callers do not see it.
package pick

// Loud is one of those that are above ten: which, the map decides.
func Loud(m map[string]int) string {
	for key, n := range m {
		if n > 10 {
			return key
		}
	}
	return ""
}
