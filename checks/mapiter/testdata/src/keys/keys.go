// Package keys knows nothing of chaincode.
package keys

import (
	"maps"
	"slices"
	"sort"
)

func Of[M ~map[K]V, K comparable, V any](m M) []K {
	list := make([]K, 0, len(m))
	for k := range m {
		list = append(list, k)
	}
	return list
}

func Indexed(m map[string]int) (list []string, n int) {
	list = make([]string, len(m))
	i := 0
	for k := range m {
		list[i] = k
		i++
	}
	return
}

func Collected(m map[string]int) []string { return slices.Collect(maps.Keys(m)) }

func Sorted(m map[string]int) []string {
	list := Of(m)
	sort.Strings(list)
	return list
}

func Ordered(m map[string]int) []string { return slices.Sorted(maps.Keys(m)) }

func Sort(list []string) { sort.Strings(list) }

func SortedCopy(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}

func Contains(list []string, key string) bool { return slices.Contains(list, key) }

// Copied is per key: no order.
func Copied(m map[string]int) []int {
	list := make([]int, 256)
	for k, v := range m {
		list[k[0]] = v
	}
	return list
}

func Filter(m map[string]int) map[string]int {
	out := map[string]int{}
	for k, v := range m {
		if v > 0 {
			out[k] = v
		}
	}
	return out
}
