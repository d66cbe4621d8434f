package lint

import (
	"context"
	"os"

	"github.com/tallystick/tallystick/actions/lint/engine"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/store"
	"github.com/tallystick/tallystick/internal/wholefile"
)

// pack writes what runs elsewhere need not find out about dependencies.
func (r *runner) pack(ctx context.Context, s *action.Step, req engine.Request) error {
	if r.packed != "" {
		return action.Usage("--pack-deps with several modules: %s and %s", r.packed, s.Rel(s.Dir)).
			WithHint("name one with --dir, and give the packs of all in %s", store.PackVariable)
	}
	r.packed = s.Rel(s.Dir)
	var n int
	err := wholefile.Make(s.Abs(r.packDeps), 0o644, func(f *os.File) (err error) {
		n, err = engine.Pack(ctx, req, f)
		return err
	})
	if err == nil {
		s.Progress("%d summaries in %s", n, r.packDeps)
	}
	return err
}
