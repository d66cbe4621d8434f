package chaincode

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
)

// Build compiles a main package for a platform, os/arch, into the file out: the
// way in which every binary of ours is made, so that what was probed is what an
// image holds. No -s -w: govulncheck needs the symbols. No build ID: the go
// command's own is made of more than what is compiled in. More are further
// flags of "go build".
func (f *Finder) Build(ctx context.Context, m Main, platform, out string, more ...string) error {
	goos, goarch, _ := strings.Cut(platform, "/")
	args := append([]string{"build", f.Mod, "-trimpath", "-buildvcs=false", "-ldflags=-buildid=", "-o", out}, more...)
	// GOTMPDIR, because the go command leaves its folder when it is interrupted.
	_, err := f.Go.With("GOOS="+goos, "GOARCH="+goarch, "GOTMPDIR="+filepath.Dir(out)).Run(ctx, append(args, "--", m.ImportPath)...)
	if err == nil {
		return nil
	}
	failed := NotAnalysed("compiling "+m.Folder+" for "+platform, err)
	if e := new(action.Error); errors.As(failed, &e) && e.Hint == "" {
		return e.WithHint("see it alone: CGO_ENABLED=0 GOOS=%s GOARCH=%s go build %s (the image is static, so without cgo)", goos, goarch, m.Folder)
	}
	return failed
}
