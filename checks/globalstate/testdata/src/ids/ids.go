// Package ids is no chaincode: it counts.
package ids

import "sync"

var (
	last  int
	seen  = map[string]bool{}
	once  sync.Once
	table map[string]int
)

func Next() int { // want Next:"writes ids.last"
	return bump()
}

func bump() int {
	last++
	return last
}

func Seen(id string) bool { // want Seen:"writes ids.seen"
	old := seen[id]
	seen[id] = true
	return old
}

func Forget(id string) { // want Forget:"writes ids.seen"
	delete(seen, id)
}

// Last only reads.
func Last() int { return last }

// Table is made once.
func Table() map[string]int {
	once.Do(func() { table = map[string]int{"a": 1} })
	return table
}
