package image

import (
	"context"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/chaincode"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/module"
)

// plan is what the inputs ask for, checked before anything is built.
type plan struct {
	platforms []string
	epoch     int64 // seconds since 1970, of every file
	revision  string
	layout    string // folder
	tar       string // file, or ""
	push      *name.Tag
	tag       name.Tag // what docker load calls the image
}

func (r *runner) plan(s *action.Step) (*plan, error) {
	p := &plan{revision: strings.TrimSpace(r.revision), layout: filepath.Join(s.Out, "image")}
	for _, platform := range platforms {
		if slices.Contains(r.platforms, platform) {
			p.platforms = append(p.platforms, platform)
		}
	}
	if len(p.platforms) == 0 {
		return nil, action.Usage("--platforms names no platform").WithHint("--platforms %s", strings.Join(platforms, ","))
	}
	if finding.Clean(p.revision) != p.revision {
		return nil, action.Usage("--revision: got %q, want text without control characters", r.revision)
	}
	var err error
	if p.epoch, err = sourceDate(s.Getenv("SOURCE_DATE_EPOCH")); err != nil {
		return nil, err
	}
	if r.tar != "" {
		p.tar = s.Abs(r.tar)
	}
	if r.push != "" {
		tag, err := name.NewTag(r.push)
		if err != nil {
			return nil, action.Usage("--push: %w", err).WithHint("--push registry.example.org/team/chaincode:1.0")
		}
		p.push = &tag
	}
	return p, replaceable(p.layout)
}

// claim names the image and takes its targets for the module.
func (r *runner) claim(s *action.Step, p *plan, main chaincode.Main) (err error) {
	if p.tag, err = name.NewTag(module.ShortName(main.Module) + ":latest"); err != nil {
		return action.NotAnalysed("naming the image: %w", err)
	}
	if p.push != nil {
		p.tag = *p.push
		if err := r.take(s, "--push", p.tag.Name()); err != nil {
			return err
		}
	}
	if p.tar == "" {
		return nil
	}
	return r.take(s, "--tar", p.tar)
}

// take refuses a target that another module of the same run has taken: its
// image would silently replace the first.
func (r *runner) take(s *action.Step, flag, target string) error {
	module := s.Rel(s.Dir)
	if other, again := r.taken[flag+target]; again && other != module {
		return action.Usage("%s %s: got two modules (%s, %s), want one", flag, target, other, module).
			WithHint("tallystick image --dir %s %s ...", module, flag)
	}
	if r.taken == nil {
		r.taken = map[string]string{}
	}
	r.taken[flag+target] = module
	return nil
}

// made are the files that this action writes, which do not make a checkout
// dirty.
func (p *plan) made() []string {
	if p.tar == "" {
		return nil
	}
	return []string{p.tar}
}

// deliver writes the image to its targets, and only then announces it.
func (p *plan) deliver(ctx context.Context, s *action.Step, work string, index v1.ImageIndex) error {
	digest, err := index.Digest()
	if err != nil {
		return action.Environment("computing the image's digest: %w", err)
	}
	s.Progress("writing %s", digest)
	if err := saveLayout(work, p.layout, index); err != nil {
		return err
	}
	tarPlatform := ""
	if p.tar != "" {
		tarPlatform = loadable(p.platforms)
		if err := saveTar(p.tar, p.tag, index, tarPlatform); err != nil {
			return err
		}
	}
	image := "oci-layout:" + p.layout
	if p.push != nil {
		s.Progress("pushing %s", p.push)
		if err := push(ctx, *p.push, index, s.Version); err != nil {
			return err
		}
		image = p.push.Context().Digest(digest.String()).String()
	}
	s.Output("image", image)
	s.Output("digest", digest.String())
	s.Output("platforms", strings.Join(p.platforms, ","))
	if p.tar != "" {
		s.Output("tar", p.tar)
		s.Output("tar-platform", tarPlatform)
	}
	return nil
}

// loadable is the platform for docker load, which takes one.
func loadable(among []string) string {
	if own := "linux/" + runtime.GOARCH; slices.Contains(among, own) {
		return own
	}
	return among[0]
}
