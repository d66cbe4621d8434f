package image

import (
	"context"
	_ "embed"
	"os"

	"github.com/spf13/pflag"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/chaincode"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Action is the image action.
var Action = &action.Action{
	Name: "image", Doc: manual.Of(doc), PerModule: true, NeedsPass: true,
	Outputs: []action.Output{
		{Name: "image", Doc: "what sign and verify take: oci-layout:<folder>, or the pushed name@digest"},
		{Name: "digest", Doc: "digest of the image index, sha256:..."},
		{Name: "platforms", Doc: "platforms in the image, comma-separated"},
		{Name: "tar", Doc: "file for docker load, when --tar is set"},
		{Name: "tar-platform", Doc: "the one platform that the file of --tar holds"},
		{Name: "main", Doc: "main package that was compiled, as a folder of the module"},
		{Name: "go-version", Doc: "Go version that compiled the image, on which the digest depends"},
	},
	Rules: rules,
	New:   func() action.Runner { return &runner{} },
}

// platforms are those that an image can hold, in the order in which it lists
// them.
var platforms = []string{"linux/amd64", "linux/arm64", "linux/s390x", "linux/ppc64le"}

type runner struct {
	main      string
	platforms []string
	revision  string
	tar       string
	push      string

	// taken says which module of this run fills a target.
	taken map[string]string
}

func (r *runner) Inputs(fs *pflag.FlagSet) {
	fs.StringVar(&r.main, "main", "", "main package to build, as ./folder or import path (default: the one that imports the shim or contract-api)")
	action.Choices(fs, &r.platforms, "platforms", platforms, platforms, "platforms to build for")
	fs.StringVar(&r.revision, "revision", "", "source revision to name (default: the commit that is checked out)")
	fs.StringVar(&r.tar, "tar", "", "file to write for docker load as well, relative to the module's folder")
	fs.StringVar(&r.push, "push", "", "image name, as registry/name:tag, to push to as well")
}

func (r *runner) Run(ctx context.Context, s *action.Step) error {
	plan, err := r.plan(s)
	if err != nil {
		return err
	}
	b := &builder{step: s}
	if b.finder, err = chaincode.New(ctx, s.Dir, s.Environ); err != nil {
		return err
	}
	s.Progress("looking for the main package")
	if b.main, err = b.finder.Main(ctx, r.main); err != nil {
		return err
	}
	if err := r.claim(s, plan, b.main); err != nil {
		return err
	}
	work, err := workFolder(s)
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	binaries, err := b.build(ctx, work, plan.platforms)
	if err != nil || len(binaries) == 0 {
		return err
	}
	sources, err := b.sources(binaries[0])
	if err != nil {
		return err
	}
	if plan.revision == "" {
		plan.revision = commit(ctx, s, sources, plan.made())
	}
	origin, err := labels(s, plan.revision, b.main, binaries[0])
	if err != nil {
		return err
	}
	index, err := assemble(work, plan, origin, binaries)
	if err != nil {
		return err
	}
	if err := plan.deliver(ctx, s, work, index); err != nil {
		return err
	}
	s.Output("main", b.main.Folder)
	s.Output("go-version", binaries[0].info.GoVersion)
	return nil
}
