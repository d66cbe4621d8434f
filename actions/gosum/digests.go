package gosum

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
)

// digests are what the copies in the cache really hash to: each is computed
// once in a run, however many modules of a repository need it.
type digests map[sum][]measure

// measure is one copy that is there: its digest, or why it has none.
type measure struct {
	name string // go.mod, zip, folder or .ziphash
	path string
	h1   string
	err  error
}

// add measures the copies of sums that are not known yet, on every core. It
// holds a buffer and a list of names for each core in memory, never a module.
func (d digests) add(ctx context.Context, c cache, sums []sum, progress func(done, all int)) error {
	var todo []sum
	for _, s := range sums {
		if _, known := d[s]; !known {
			d[s] = nil
			todo = append(todo, s)
		}
	}
	results := make([][]measure, len(todo))
	var next atomic.Int64
	var saying sync.Mutex
	done := 0
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(todo)) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(todo) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				results[i] = c.measure(ctx, todo[i])
				saying.Lock()
				done++
				progress(done, len(todo))
				saying.Unlock()
			}
		})
	}
	wait.Wait()
	for i, s := range todo {
		d[s] = results[i]
	}
	return ctx.Err()
}

// measure reads every copy of a sum that is in the cache.
func (c cache) measure(ctx context.Context, s sum) []measure {
	at := c.of(s.mod)
	var found []measure
	add := func(name, path string, digest func() (string, error)) {
		if path == "" {
			return
		}
		if h1, err := digest(); !errors.Is(err, fs.ErrNotExist) {
			found = append(found, measure{name, path, h1, err})
		}
	}
	if s.goMod {
		add("go.mod", at.goMod, func() (string, error) { return digestMod(at.goMod) })
		return found
	}
	add("zip", at.zip, func() (string, error) { return digestZip(ctx, at.zip) })
	add("folder", at.folder, func() (string, error) { return digestFolder(ctx, at.folder, s.mod) })
	if len(found) > 0 { // alone it is a rumour about nothing
		add(".ziphash", at.zipHash, func() (string, error) { return readZipHash(at.zipHash) })
	}
	return found
}

func readZipHash(path string) (string, error) {
	if err := regular(path); err != nil {
		return "", err
	}
	data, err := os.ReadFile(path)
	return strings.TrimSpace(string(data)), err
}
