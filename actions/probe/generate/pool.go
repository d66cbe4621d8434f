package generate

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"unicode/utf8"
)

// pools are values to use again.
type pools struct {
	ids, parties, words, organisations, collections, bookmarks []string
	fresh                                                      int
	// accounts are what the chaincode calls those who propose.
	accounts []string
}

// Bounds of what is kept.
const (
	maxPool  = 64
	maxValue = 1024 // bytes
)

func newPools(input Input) pools {
	p := pools{
		words:         []string{"blue", "red", "green", "asset", "gold"},
		parties:       []string{"Tom", "Jane", "Max"},
		organisations: []string{},
		collections:   slices.Clone(input.Collections),
	}
	for _, i := range input.Identities {
		keep(&p.organisations, i.MSP)
	}
	return p
}

// keep adds a value; the oldest goes when there are too many.
func keep(pool *[]string, value string) {
	if value == "" || len(value) > maxValue || !utf8.ValidString(value) || slices.Contains(*pool, value) {
		return
	}
	if *pool = append(*pool, value); len(*pool) > maxPool {
		*pool = slices.Delete(*pool, 0, 1)
	}
}

func drop(pool *[]string, value string) {
	*pool = slices.DeleteFunc(*pool, func(one string) bool { return one == value })
}

func pick(rng *rand.Rand, pool []string, otherwise string) string {
	if len(pool) == 0 {
		return otherwise
	}
	return pool[rng.IntN(len(pool))]
}

// recent prefers the values that came last.
func recent(rng *rand.Rand, pool []string, otherwise string) string {
	if len(pool) > 4 && rng.IntN(3) > 0 {
		pool = pool[len(pool)-4:]
	}
	return pick(rng, pool, otherwise)
}

// next is an id that was not there before.
func (p *pools) next() string {
	p.fresh++
	return fmt.Sprintf("probe%d", p.fresh)
}
