package across

import (
	"errors"
	"strconv"

	"keys"
	"wrapped"
)

func (c *Contract) First(ctx ctxI, m map[string]int) error {
	return ctx.GetStub().PutState("first", []byte(keys.First(m))) // want `error: map order of keys.First \(pick.go:11\) reaches PutState at pick.go:12`
}

func (c *Contract) Any(ctx ctxI, m map[string]int) (string, error) {
	key, n, ok := keys.Any(m) // want `error: map order of keys.Any \(pick.go:18\) reaches the response`
	if !ok {
		return "", errors.New("empty")
	}
	return key + strconv.Itoa(n), nil
}

func (c *Contract) Pop(ctx ctxI, s keys.Set) error {
	name, err := s.Pop() // want `error: map order of keys.Pop \(pick.go:31\) reaches PutState`
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(name, nil)
}

func (c *Contract) Broken(ctx ctxI, m map[string]int) (string, error) {
	return keys.Broken(m), nil // want `error: map order of keys.Broken \(pick.go:40\) reaches the response`
}

func (c *Contract) Kept(ctx ctxI, m map[string]int) (string, error) {
	_, key := keys.Kept(m) // want `error: map order of keys.Kept \(pick.go:47\) reaches the response`
	return key, nil
}

func (c *Contract) Listed(ctx ctxI, m map[string]int) (string, error) {
	return keys.Listed(m), nil // want `error: map order of keys.Listed \(pick.go:56\) reaches the response`
}

func (c *Contract) Named(ctx ctxI, m map[string]int) (string, error) {
	return keys.Named(m), nil // want `error: map order of keys.Named \(pick.go:58\) reaches the response`
}

func (c *Contract) Yielded(ctx ctxI, m map[string]int) (string, error) {
	return keys.Yielded(m), nil // want `error: map order of keys.Yielded \(pick.go:63\) reaches the response`
}

func (c *Contract) Leader(ctx ctxI, m map[string]int) (string, error) {
	return keys.Leader(m) // want `error: map order of keys.Leader \(pick.go:70\) reaches the response`
}

func (c *Contract) Lead(ctx ctxI, m map[string]int) (string, error) {
	return wrapped.Lead(m), nil // want `error: map order of wrapped.Lead \(wrapped.go:10\) reaches the response`
}

// One entry, or the same in every order.
func (c *Contract) Quiet(ctx ctxI, m map[string]int, rows map[string][]int) (string, error) {
	only, err := keys.Only(m)
	if err != nil {
		return "", err
	}
	name, n := keys.Find(m, "name")
	checked, err := keys.Check(m)
	if err != nil {
		return "", err
	}
	if !keys.Has(m, only) || !keys.Filled(m) {
		return "none", nil
	}
	number, _ := keys.Kept(m)
	n += checked + keys.Width(rows) + keys.Most(m) + keys.Index([]string{only}) + number
	if _, _, ok := keys.Any(m); ok {
		n++
	}
	return only + name + strconv.Itoa(n) + keys.Alone(m) + keys.Sole(m) + keys.Least(m) + keys.Lowest(m) + keys.Again(m), nil
}

// Single looks at the length by itself.
func (c *Contract) Single(ctx ctxI, m map[string]int) (string, error) {
	if len(m) != 1 {
		return "", errors.New("want one")
	}
	return keys.First(m), nil
}

func (c *Contract) Refused(ctx ctxI, m map[string]int) error {
	return errors.New("not " + keys.First(m))
}
