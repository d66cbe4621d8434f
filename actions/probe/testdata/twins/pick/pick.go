// Package pick takes one key of a map where its callers do not see it.
package pick

// First is the first key.
func First(m map[string]int) string {
	for key := range m {
		return key
	}
	return ""
}
