package keys

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"
)

func First(m map[string]int) string {
	for key := range m {
		return key
	}
	return ""
}

func Any[M ~map[K]V, K comparable, V any](m M) (key K, value V, ok bool) {
	if len(m) == 0 {
		return key, value, false
	}
	for k, v := range m {
		return k, v, true
	}
	return
}

type Set map[string]struct{}

// Pop takes one out.
func (s Set) Pop() (string, error) {
	for key := range s {
		name := "name:" + key
		delete(s, key)
		return name, nil
	}
	return "", errors.New("empty")
}

func Broken(m map[string]int) (key string) {
	for key = range m {
		break
	}
	return key
}

func Kept(m map[string]int) (int, string) {
	first := ""
	for key := range m {
		first = key
		break
	}
	return 0, first
}

func Listed(m map[string]int) string { return Of(m)[0] }

func Named(m map[string]int) string {
	list := Collected(m)
	return list[0]
}

func Yielded(m map[string]int) string {
	for key := range maps.Keys(m) {
		return key
	}
	return ""
}

func Leader(m map[string]int) (string, error) {
	first := First(m)
	return first, nil
}

// Only is the key of a map of one.
func Only(m map[string]int) (string, error) {
	if len(m) != 1 {
		return "", fmt.Errorf("%d keys", len(m))
	}
	for key := range m {
		return key, nil
	}
	return "", nil
}

func Alone(m map[string]int) string {
	switch len(m) {
	case 1:
		for key := range m {
			return key
		}
	}
	return ""
}

func Sole(m map[string]int) string {
	list := Of(m)
	if len(list) > 1 {
		return "several"
	}
	return list[0]
}

func Least(m map[string]int) string {
	list := Of(m)
	sort.Strings(list)
	return list[0]
}

func Lowest(m map[string]int) string {
	for _, key := range slices.Sorted(maps.Keys(m)) {
		return key
	}
	return ""
}

func Has(m map[string]int, name string) bool {
	for key := range m {
		if key == name {
			return true
		}
	}
	return false
}

func Filled(m map[string]int) bool {
	for range m {
		return true
	}
	return false
}

// Find is the value of one key.
func Find(m map[string]int, name string) (string, int) {
	for key, n := range m {
		if key == name {
			return key, n
		}
	}
	return "", 0
}

// Check says which key is wrong, in an error.
func Check(m map[string]int) (int, error) {
	for key, n := range m {
		if n < 0 {
			return 0, fmt.Errorf("%s is negative", key)
		}
	}
	for key := range m {
		return 0, errors.New(key)
	}
	return 1, nil
}

// Width is that of all.
func Width(rows map[string][]int) int {
	for _, row := range rows {
		return len(row)
	}
	return 0
}

func Most(m map[string]int) int {
	most := 0
	for _, n := range m {
		most = max(most, n)
	}
	return most
}

// Again says something else in the end.
func Again(m map[string]int) string {
	key := ""
	for key = range m {
		break
	}
	if key != "" {
		key = "some"
	}
	return key
}

func Index(list []string) int {
	for i := range list {
		return i
	}
	return 0
}
