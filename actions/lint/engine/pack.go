package engine

import (
	"context"
	"io"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/store"
	"github.com/tallystick/tallystick/internal/wire"
)

// Pack writes the summaries of everything immutable below the packages that
// the patterns name: of the standard library and the modules of the module
// cache. They are what a Store that uses the pack need not make again. The
// bytes depend on those packages, the analyzers and the version of Go alone.
// It gives the number of summaries. Errors are those of Run.
func Pack(ctx context.Context, req Request, w io.Writer) (int, error) {
	r := newRun(ctx, req)
	vars, err := prepare(ctx, req)
	if err != nil {
		return 0, err
	}
	s := &state{vars: vars}
	pkgs, _, err := r.list(s)
	if err != nil {
		return 0, err
	}
	r.plan(pkgs, nil, s)
	r.each(r.missing(r.graph.units))
	records := map[store.Key][]byte{}
	for _, u := range r.graph.units {
		if u.mutable || u.path == "unsafe" {
			continue
		}
		if u.ill() {
			p := u.outcome.problems
			if len(p) == 0 {
				continue // it imports what is ill
			}
			return 0, action.NotAnalysed("summing up %s: %s", u.path, p[0].Message).
				WithHint("go build %s shows more", u.path)
		}
		summary, err := r.summaryOf(u)
		if err != nil {
			return 0, action.NotAnalysed("summing up %s: %w", u.path, err)
		}
		var b wire.Writer
		summary.write(&b)
		records[summaryKey(u, r.exporterID)] = b.Bytes()
	}
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if err := store.WritePack(w, records); err != nil {
		return 0, action.Environment("writing the pack: %w", err)
	}
	return len(records), nil
}
