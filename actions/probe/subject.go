package probe

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/tallystick/tallystick/actions/probe/process"
	"github.com/tallystick/tallystick/actions/probe/scenario"
	"github.com/tallystick/tallystick/actions/probe/unpack"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/chaincode"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/module"
)

// subject is what is probed.
type subject struct {
	called  string // its name on the channel
	program process.Program
	// file is the binary on this machine.
	file string
	// finder and pkg are the source, nil and empty where there is none.
	finder *chaincode.Finder
	pkg    chaincode.Main
}

// find builds or opens what is to be probed, in the folder work.
func (r *runner) find(ctx context.Context, s *action.Step, work string) (*subject, error) {
	switch {
	case r.binary != "" && r.image != "":
		return nil, action.Usage("got --binary and --image, want one of them")
	case r.binary != "":
		path := s.Abs(r.binary)
		return named(&subject{file: path, program: process.Program{Path: path}}, cmp.Or(r.name, fileName(path)))
	case r.image != "":
		return r.unpack(ctx, s, r.image, work, nil)
	}
	sub := &subject{}
	var err error
	if sub.finder, err = chaincode.New(ctx, s.Dir, s.Environ); err != nil {
		return nil, err
	}
	if sub.pkg, err = sub.finder.Main(ctx, cmp.Or(r.main, s.Earlier("main"))); err != nil {
		return nil, err
	}
	if !sub.pkg.Chaincode {
		return nil, action.NothingToDo("%s is no chaincode: it comes to neither the shim nor contract-api", sub.pkg.Folder)
	}
	if image := s.Earlier("image"); image != "" {
		return r.unpack(ctx, s, image, work, sub)
	}
	s.Progress("building the chaincode")
	sub.file = filepath.Join(work, "chaincode")
	if err := sub.finder.Build(ctx, sub.pkg, runtime.GOOS+"/"+runtime.GOARCH, sub.file); err != nil {
		return nil, err
	}
	sub.program.Path = sub.file
	return named(sub, cmp.Or(r.name, module.ShortName(sub.pkg.Module)))
}

// unpack opens an image, of source that is known or not.
func (r *runner) unpack(ctx context.Context, s *action.Step, ref, work string, sub *subject) (*subject, error) {
	s.Progress("unpacking the image")
	if sub == nil {
		sub = &subject{}
	}
	image, err := unpack.Open(ctx, unpack.Request{
		Ref: ref, Dir: s.Dir, Platform: "linux/" + runtime.GOARCH, Into: filepath.Join(work, "root"),
	})
	if err != nil {
		return nil, err
	}
	sub.program = process.Program{
		Path: "/" + image.Path, Root: image.Root, Args: image.Args[1:], Env: image.Env, Dir: image.WorkingDir,
	}
	sub.file = image.File
	name := r.name
	if name == "" && sub.pkg.Module != "" {
		name = module.ShortName(sub.pkg.Module)
	}
	return named(sub, cmp.Or(name, fileName(image.Path)))
}

// fileName is a chaincode's name where only a file has one.
func fileName(path string) string {
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	keep := func(c rune) rune {
		if c < 0x80 && (c == '-' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
			return c
		}
		return '-'
	}
	return cmp.Or(strings.Trim(strings.Map(keep, name), "-_"), "chaincode")
}

// named gives the subject its name and the package ID that goes with it: the
// label and the digest, as a peer would make it of a package.
func named(sub *subject, name string) (*subject, error) {
	f, err := os.Open(sub.file)
	if err != nil {
		var path *os.PathError
		if errors.As(err, &path) {
			err = path.Err
		}
		return nil, action.Usage("opening the binary %s: %w", sub.file, err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return nil, action.Environment("reading the binary: %w", err)
	}
	sub.called = name
	sub.program.ID = name + ":" + hex.EncodeToString(h.Sum(nil))
	return sub, nil
}

// location is where a finding goes that has no line.
func (sub *subject) location(s *action.Step) finding.Location {
	if sub.pkg.File == "" {
		return finding.Location{}
	}
	return finding.Location{Path: s.Rel(sub.pkg.File)}
}

// usualCollections is how Fabric's samples name the file.
const usualCollections = "collections_config.json"

// readCollections reads the collections config for a run whose scenario has no
// collections.
func (p *run) readCollections() error {
	candidates := []string{filepath.Join(p.step.Dir, usualCollections)}
	if p.pkg.Dir != "" {
		candidates = append(candidates, filepath.Join(p.pkg.Dir, usualCollections))
	}
	if p.collections != "" {
		candidates = []string{p.step.Abs(p.collections)}
	}
	for _, path := range candidates {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && p.collections == "" {
			continue
		}
		list, err := scenario.ReadCollections(path)
		if err != nil {
			return action.Usage("reading the collections: %w", err)
		}
		if len(p.scenario.Collections) > 0 {
			if p.collections != "" {
				return action.Usage("got --collections beside a scenario that has collections, want them once")
			}
			return nil
		}
		p.scenario.Collections = list
		return nil
	}
	return nil
}
