package gosum

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
)

// compare holds every line of a file against every copy in the cache. A line
// without a copy is for something that no build can use as it is: the go
// command compares it when it downloads it.
func (c *check) compare(ctx context.Context, f *sumFile) error {
	var sums []sum
	for _, l := range f.lines {
		sums = append(sums, l.sum)
	}
	err := c.digests.add(ctx, c.cache, sums, func(done, all int) {
		c.Progress("%s: %d of %d against the module cache", f.path, done, all)
	})
	if err != nil {
		return err
	}
	for _, l := range f.lines {
		if unread := c.line(f, l, c.digests[l.sum]); unread != nil && err == nil {
			err = unread
		}
	}
	return err
}

// line compares one line with the copies that there are. The error is a copy
// that cannot be read.
func (c *check) line(f *sumFile, l line, found []measure) error {
	var wrong []string
	var unread error
	good := ""
	for _, m := range found {
		switch {
		case errors.Is(m.err, errDamaged):
			wrong = append(wrong, fmt.Sprintf("%s is %v", m.name, m.err))
		case m.err != nil:
			unread = action.Environment("reading the cached %s of %s: %w", m.name, l.mod, m.err).
				WithHint("make the module cache readable, or: go clean -modcache && go mod download")
		case m.h1 != l.hash:
			wrong = append(wrong, fmt.Sprintf("%s has %s", m.name, m.h1))
		case m.name == "zip" || m.name == "folder" && good == "":
			good = m.path
		}
	}
	if good != "" {
		c.proved[l.mod] = good
	}
	if len(wrong) > 0 {
		text := fmt.Sprintf("the cached %s, want %s for %s", strings.Join(wrong, ", "), l.hash, l.sum)
		if file := c.changed(l, good); file != "" {
			text += ": " + file
		}
		c.say("mismatch", finding.Error, f.at(l),
			"go clean -modcache && go mod download: if that fails, the line is wrong; if it passes, the cache was", "%s", text)
	}
	return unread
}

// changed says what differs in a folder whose zip is good, or "".
func (c *check) changed(l line, good string) string {
	folder := c.cache.of(l.mod).folder
	if good == "" || good == folder || folder == "" {
		return ""
	}
	zip, err := openCopy(good, l.mod)
	if err != nil {
		return ""
	}
	defer zip.Close()
	extracted, err := openCopy(folder, l.mod)
	if err != nil {
		return ""
	}
	return firstDifference(extracted, zip)
}
