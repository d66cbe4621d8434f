// Package wrapped calls the helpers of another package.
package wrapped

import "keys"

func Names(m map[string]int) []string { return keys.Collected(m) }

func First(m map[string]int) (string, error) { return keys.Sorted(m)[0], nil }

func Lead(m map[string]int) string { return keys.First(m) }
