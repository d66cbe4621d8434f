package unpack

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/tallystick/tallystick/internal/action"
)

// Prefix marks the folder of an OCI layout among image names.
const Prefix = "oci-layout:"

// Request says what to unpack, and where.
type Request struct {
	// Ref is oci-layout:FOLDER, with @sha256:... where it holds several
	// images. The folder is relative to Dir.
	Ref, Dir string
	// Platform is os/architecture, as in linux/amd64.
	Platform string
	// Into is the folder for the root file system. It is made where it is
	// missing, and must be empty.
	Into string
	// Limits bound what comes out; zero values are the defaults.
	Limits Limits
}

// Limits bound an image.
type Limits struct {
	Bytes   int64 // of all files of all layers; 2 GiB where 0
	Entries int   // of all layers; 200,000 where 0
}

// Image is an image that was unpacked.
type Image struct {
	// Digest is that of the manifest, for this platform.
	Digest, Platform string
	// Root is the folder of the root file system, absolute.
	Root string
	// Args are Entrypoint and Cmd.
	Args []string
	Env  []string
	// WorkingDir is a path in the image, / where it names none.
	WorkingDir string
	// User is as the image has it: a name or a number, with or without a
	// group, "" for root.
	User string
	// Skipped are entries that were not made, as devices are: the first of
	// them, for messages.
	Skipped []string
	Program
}

// Open unpacks an image. Errors are *action.Error with the cure: usage for
// a reference that is none, not analysed for an image that cannot be run,
// environment for the file system. What was unpacked before an error stays:
// the caller made the folder, and removes it.
func Open(ctx context.Context, r Request) (*Image, error) {
	folder, digest, err := parse(r.Ref)
	if err != nil {
		return nil, err
	}
	if !filepath.IsAbs(folder) {
		folder = filepath.Join(r.Dir, folder)
	}
	l := &layout{path: folder}
	entry, err := l.choose(digest, r.Platform)
	if err != nil {
		return nil, err
	}
	manifest, config, err := l.image(entry)
	if err != nil {
		return nil, err
	}
	root, err := emptied(r.Into)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	t := newTree(ctx, root, r.Limits)
	for _, layer := range manifest.Layers {
		if err := t.layer(l, layer); err != nil {
			return nil, err
		}
	}
	return t.finish(entry, r, config)
}

// finish reads the configuration and finds the program.
func (t *tree) finish(entry v1.Descriptor, r Request, config *v1.ConfigFile) (*Image, error) {
	into, err := filepath.Abs(r.Into)
	if err != nil {
		return nil, action.Environment("unpacking the image: %w", err)
	}
	image := &Image{
		Digest: entry.Digest.String(), Platform: r.Platform, Root: into,
		Args: append(append([]string{}, config.Config.Entrypoint...), config.Config.Cmd...),
		Env:  config.Config.Env, WorkingDir: rooted(config.Config.WorkingDir), User: config.Config.User,
		Skipped: t.skipped,
	}
	image.Program, err = t.program(image)
	if err != nil {
		return nil, err
	}
	image.File = filepath.Join(into, filepath.FromSlash(image.Path))
	return image, nil
}

// pinned is a reference with a digest.
var pinned = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(.+)@(sha256:[0-9a-f]{64})$`)
})

func parse(ref string) (folder, digest string, err error) {
	folder, ok := strings.CutPrefix(ref, Prefix)
	if !ok {
		e := action.Usage("--image: got %q, want %sFOLDER", ref, Prefix)
		if strings.HasPrefix(ref, ".") || filepath.IsAbs(ref) {
			return "", "", e.WithHint("--image %s%s", Prefix, ref)
		}
		return "", "", e.WithHint("skopeo copy --all docker://%s oci:FOLDER:latest, then --image %sFOLDER", ref, Prefix)
	}
	if parts := pinned().FindStringSubmatch(folder); parts != nil {
		folder, digest = parts[1], parts[2]
	} else if before, _, ok := strings.Cut(folder, "@sha256:"); ok {
		return "", "", action.Usage("--image: got %q, want sha256: and 64 hexadecimal digits", ref).
			WithHint("--image %s%s@sha256:DIGEST, with the digest in full", Prefix, before)
	}
	if folder == "" {
		return "", "", action.Usage("--image: got %q, want a folder", ref).WithHint("--image %s./image", Prefix)
	}
	return folder, digest, nil
}

// emptied is the folder to unpack into.
func emptied(path string) (*os.Root, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, action.Environment("making the folder for the image: %w", err)
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, action.Environment("reading the folder for the image: %w", err)
	}
	if len(entries) > 0 {
		return nil, action.Usage("unpacking the image: %s is not empty", path).WithHint("name a folder that does not exist")
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, action.Environment("opening the folder for the image: %w", err)
	}
	return root, nil
}

// unmarshal reads JSON of the layout.
func unmarshal(data []byte, into any, what string) error {
	if err := json.Unmarshal(data, into); err != nil {
		return action.NotAnalysed("reading %s: %w", what, err).WithHint("skopeo copy --all oci:FOLDER oci:OTHER tells whether the layout is whole")
	}
	return nil
}
