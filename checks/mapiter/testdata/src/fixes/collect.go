//go:build go1.23

package fixes

import (
	"maps"
	"slices"
)

func (c *Contract) Collect(ctx ctxI, bids map[string]int) ([]string, error) {
	return slices.Collect(maps.Keys(bids)), nil // want `error: map order reaches the response`
}

func (c *Contract) CollectValues(ctx ctxI, bids map[string]int) ([]int, error) {
	return slices.Collect(maps.Values(bids)), nil // want `error: map order reaches the response`
}
