package unpack

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/partial"

	"github.com/tallystick/tallystick/internal/action"
)

// Marks of what a layer removes (OCI image-spec v1.1, layer.md, "Whiteouts").
const (
	whiteout = ".wh."
	meta     = ".wh..wh."
	opaque   = ".wh..wh..opq"
)

const (
	maxName    = 4096 // bytes of a path, as PATH_MAX of Linux
	maxSkipped = 20
)

// tree is the root file system as far as it is unpacked.
type tree struct {
	ctx     context.Context
	root    *os.Root
	bytes   int64 // that may still come
	entries int
	limits  Limits
	made    map[string]bool // by the layer at hand, with the folders above
	skipped []string
}

func newTree(ctx context.Context, root *os.Root, limits Limits) *tree {
	if limits.Bytes == 0 {
		limits.Bytes = 2 << 30
	}
	if limits.Entries == 0 {
		limits.Entries = 200_000
	}
	return &tree{ctx: ctx, root: root, bytes: limits.Bytes, entries: limits.Entries, limits: limits}
}

// layer unpacks one layer over those before it.
func (t *tree) layer(l *layout, d v1.Descriptor) error {
	if !d.MediaType.IsLayer() {
		return action.NotAnalysed("the layer %s is of type %q, want a tar archive", d.Digest, d.MediaType).
			WithHint("name the image of the chaincode: this is another artifact, or it is encrypted")
	}
	file, err := l.blob(d)
	if err != nil {
		return err
	}
	defer file.Close()
	layer, err := partial.CompressedToLayer(file)
	if err != nil {
		return refused(err)
	}
	content, err := layer.Uncompressed()
	if err != nil {
		return refused(err)
	}
	defer content.Close()
	if err := t.archive(content); err != nil {
		return refused(fmt.Errorf("reading the layer %s: %w", d.Digest, err))
	}
	// The digest is that of the whole file, and known at its end only.
	if _, err := io.Copy(io.Discard, file); err != nil {
		return refused(err)
	}
	return nil
}

// archive unpacks one archive over what is there.
func (t *tree) archive(content io.Reader) error {
	t.made = map[string]bool{}
	for entries := tar.NewReader(content); ; {
		if err := t.ctx.Err(); err != nil {
			return err
		}
		header, err := entries.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := t.entry(header, entries); err != nil {
			return err
		}
	}
}

// entry unpacks one entry.
func (t *tree) entry(h *tar.Header, content io.Reader) error {
	if t.entries--; t.entries < 0 {
		return t.tooLarge("%d entries", t.limits.Entries)
	}
	name := strings.TrimPrefix(path.Clean(h.Name), "/")
	if len(h.Name) > maxName || strings.ContainsRune(h.Name, 0) || !isLocal(name) {
		return fmt.Errorf("the entry %.200q leaves the image", h.Name)
	}
	base := path.Base(name)
	if strings.HasPrefix(base, whiteout) {
		return t.white(path.Dir(name), base)
	}
	if h.Typeflag == tar.TypeXGlobalHeader {
		return nil
	}
	dir, err := t.parent(path.Dir(name))
	if err != nil {
		return err
	}
	at := path.Join(dir, base)
	if at == "." {
		return nil // the root itself
	}
	t.make(at)
	mode := os.FileMode(h.Mode) & os.ModePerm
	switch h.Typeflag {
	case tar.TypeDir:
		return t.folder(at, mode)
	case tar.TypeReg, tar.TypeGNUSparse:
		return t.file(at, mode, h.Size, content)
	case tar.TypeSymlink:
		if err := t.clear(at); err != nil {
			return err
		}
		return t.root.Symlink(h.Linkname, at)
	case tar.TypeLink:
		return t.link(at, h.Linkname)
	default:
		if len(t.skipped) < maxSkipped {
			t.skipped = append(t.skipped, "/"+at)
		}
		return nil
	}
}

// isLocal says whether a cleaned path stays below where it starts.
func isLocal(name string) bool {
	return name != "" && name != ".." && !strings.HasPrefix(name, "../") && !strings.HasPrefix(name, "/")
}

// make notes what the layer makes, and the folders above it.
func (t *tree) make(name string) {
	for ; name != "." && !t.made[name]; name = path.Dir(name) {
		t.made[name] = true
	}
}

// white removes what the layers before have, and this one hides.
func (t *tree) white(dir, base string) error {
	at, err := t.resolve(dir, true)
	if err != nil {
		return err
	}
	switch name := strings.TrimPrefix(base, whiteout); {
	case base == opaque:
		return t.empty(at)
	case strings.HasPrefix(base, meta):
		return nil // aufs's own
	case name == "" || name == "." || name == "..":
		return fmt.Errorf("the entry %.200q removes what is no file", path.Join(dir, base))
	case t.made[path.Join(at, name)]:
		return t.empty(path.Join(at, name)) // what this layer has made stays
	default:
		return t.root.RemoveAll(path.Join(at, name))
	}
}

// empty removes what is in a folder, but for what this layer has made.
func (t *tree) empty(dir string) error {
	info, err := t.root.Lstat(dir)
	if err != nil || !info.IsDir() {
		return nil //nolint:nilerr // there is nothing to hide
	}
	f, err := t.root.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	names, err := f.Readdirnames(-1)
	if err != nil {
		return err
	}
	for _, name := range names {
		at := path.Join(dir, name)
		if !t.made[at] {
			err = t.root.RemoveAll(at)
		} else {
			err = t.empty(at)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tree) tooLarge(format string, args ...any) error {
	return action.NotAnalysed("the image has more than %s", fmt.Sprintf(format, args...)).
		WithHint("ship the binary alone, on an empty base: tallystick image")
}
