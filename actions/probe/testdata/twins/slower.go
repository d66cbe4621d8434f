package main

import "strconv"

// GrowSlower keeps 64 KiB, and takes longer the more it keeps.
func (c *Contract) GrowSlower(ctx Ctx, key string) error {
	if err := c.Grow(ctx, key); err != nil {
		return err
	}
	grownLock.Lock()
	defer grownLock.Unlock()
	sum := 0
	for _, block := range grown {
		for _, b := range block[:1<<10] {
			sum += int(b)
		}
	}
	return ctx.GetStub().PutState(key, []byte(strconv.Itoa(sum/len(grown))))
}
