package gosum

import (
	"context"
	"slices"

	"github.com/tallystick/tallystick/internal/gotool"
	"golang.org/x/mod/module"
)

// fetch downloads what go.mod requires where the module cache has not all of
// it, as the build that comes next would: on an empty runner there would be
// nothing to compare. Its failure is part of the error that names what is
// still absent.
//
// It goes over a scratch copy with an empty go.sum. The go command would stop
// at the first line that does not fit; the action names all of them, with
// their places. Every build compares once more.
func (c *check) fetch(ctx context.Context, proxy string) error {
	complete := !slices.ContainsFunc(c.remote(c.required()), func(m module.Version) bool {
		return !c.cache.holds(m) || !exists(c.cache.of(m).goMod)
	})
	if complete || proxy == "off" {
		return nil
	}
	c.Progress("downloading what go.mod requires")
	_, err := inScratch(ctx, c.tool.With("GOSUMDB=off"), c.mod, []string{"mod", "download"})
	if err != nil && ctx.Err() == nil {
		c.notFetched = gotool.Message(err)
		err = nil
	}
	return err
}
