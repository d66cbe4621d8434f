package signature

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path/filepath"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/wholefile"
)

// Bounds on a layout of strangers.
const (
	maxManifest = 4 << 20 // bytes; what registries accept (OCI distribution-spec v1.1, "Pushing Manifests")
	maxDepth    = 4       // an index may hold indexes
	maxBlobs    = 10_000
)

// whole wants everything below an entry to be there and to have its digest. A
// signature is of the topmost digest only, and who reads a layout trusts the
// names of its files: so does cosign verify --local-image.
func (l *layout) whole(entry v1.Descriptor) error {
	return within(filepath.Join(l.path, "index.json"), (&check{l, map[v1.Hash]bool{}}).blob(entry, 0))
}

type check struct {
	layout *layout
	seen   map[v1.Hash]bool
}

func (c *check) blob(d v1.Descriptor, depth int) error {
	if c.seen[d.Digest] {
		return nil
	}
	c.seen[d.Digest] = true
	switch {
	case d.Digest.Algorithm != "sha256":
		return refuse("an entry of the layout has a digest of kind %s, want sha256", d.Digest.Algorithm)
	case depth > maxDepth || len(c.seen) > maxBlobs:
		return refuse("the layout is nested too deeply or has too many parts")
	}
	var keep bytes.Buffer
	manifest := d.MediaType.IsIndex() || d.MediaType.IsImage()
	if manifest && d.Size > maxManifest {
		return refuse("%s is a manifest of more than %d bytes", d.Digest, maxManifest)
	}
	if err := c.digest(d, manifest, &keep); err != nil || !manifest {
		return err
	}
	// The two kinds of manifest have different fields: one struct reads both.
	var parts struct {
		Manifests, Layers []v1.Descriptor
		Config            *v1.Descriptor
	}
	if err := json.Unmarshal(keep.Bytes(), &parts); err != nil {
		return refuse("the manifest %s cannot be read: %v", d.Digest, err)
	}
	all := append(parts.Manifests, parts.Layers...)
	if parts.Config != nil {
		all = append(all, *parts.Config)
	}
	for _, part := range all {
		if err := c.blob(part, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// digest reads one file and compares; a manifest's text goes to keep.
func (c *check) digest(d v1.Descriptor, manifest bool, keep io.Writer) error {
	f, err := wholefile.Open(c.layout.blob(d.Digest))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return refuse("the layout is not whole: %s is missing", d.Digest)
	case err != nil:
		return action.Environment("reading the OCI layout: %w", err)
	}
	defer f.Close()
	sum := sha256.New()
	w := io.Writer(sum)
	if manifest {
		w = io.MultiWriter(sum, keep)
	}
	n, err := io.Copy(w, io.LimitReader(f, d.Size+1))
	switch {
	case err != nil:
		return action.Environment("reading the OCI layout: %w", err)
	case n != d.Size || hex.EncodeToString(sum.Sum(nil)) != d.Digest.Hex:
		return within(f.Name(), refuse("the layout was altered: the file of %s has other content", d.Digest))
	}
	return nil
}
