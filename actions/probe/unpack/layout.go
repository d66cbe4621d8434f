package unpack

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/types"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/wholefile"
)

// Bounds on a layout of strangers.
const (
	maxManifest = 4 << 20 // bytes; what registries accept (OCI distribution-spec v1.1, "Pushing Manifests")
	maxDepth    = 4       // an index may hold indexes
	maxEntries  = 1000
	maxLayers   = 1000
)

// layout is a folder with images.
type layout struct {
	path string
	read int // entries of all indexes
}

// option is an image that could be meant.
type option struct {
	v1.Descriptor
	top      v1.Hash // the entry of index.json that it is in
	platform string
}

// choose finds the image of the digest, which may be an index, for a platform.
func (l *layout) choose(digest, platform string) (v1.Descriptor, error) {
	options, err := l.options(digest)
	if err != nil {
		return v1.Descriptor{}, err
	}
	var there []string
	var fit []option
	for _, o := range options {
		if o.platform == platform {
			fit = append(fit, o)
		}
		// Attestations of BuildKit stand among the images.
		if o.platform != "unknown/unknown" && !slices.Contains(there, o.platform) {
			there = append(there, o.platform)
		}
	}
	slices.Sort(there)
	switch {
	case len(options) == 0 && digest != "":
		return v1.Descriptor{}, action.NotAnalysed("%s holds no image %s", l.path, digest).
			WithHint("take the digest from %s", filepath.Join(l.path, "index.json"))
	case len(options) == 0:
		return v1.Descriptor{}, action.NotAnalysed("%s holds no image", l.path).
			WithHint("tallystick image makes one, and prints its name")
	case len(fit) == 0:
		return v1.Descriptor{}, action.NotAnalysed("%s holds no image for %s, got %s", l.path, platform, strings.Join(there, ", ")).
			WithHint("tallystick image --platforms %s", platform)
	}
	for _, o := range fit[1:] {
		if o.top != fit[0].top && o.Digest != fit[0].Digest {
			return v1.Descriptor{}, action.NotAnalysed("%s holds more than one image for %s, want one", l.path, platform).
				WithHint("--image %s%s@%s, or the digest of another", Prefix, l.path, fit[0].top)
		}
	}
	return fit[0].Descriptor, nil
}

// options are all images of the layout, or those of a digest.
func (l *layout) options(digest string) ([]option, error) {
	data, err := wholefile.Read(filepath.Join(l.path, "index.json"), maxManifest)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, action.Usage("%s is not an OCI layout: it holds no index.json", l.path).
			WithHint("skopeo copy --all docker://NAME oci:FOLDER:latest makes one")
	case err != nil:
		return nil, action.Environment("reading the OCI layout: %w", err)
	}
	var index v1.IndexManifest
	if err := unmarshal(data, &index, filepath.Join(l.path, "index.json")); err != nil {
		return nil, err
	}
	var list []option
	for _, entry := range index.Manifests {
		if aside(entry) {
			continue
		}
		all, err := l.below(entry, entry.Digest.String() == digest || digest == "", digest, 0)
		if err != nil {
			return nil, err
		}
		for _, o := range all {
			o.top = entry.Digest
			list = append(list, o)
		}
	}
	return list, nil
}

// aside says that an entry holds signatures, as "cosign save" marks them
// (cosign v2.6.5, pkg/oci/layout/index.go).
func aside(entry v1.Descriptor) bool {
	kind := entry.Annotations["kind"]
	return kind == "dev.cosignproject.cosign/sigs" || kind == "dev.cosignproject.cosign/atts"
}

// below are the images that an entry is or holds. Those that are not wanted
// are only searched for the digest that is.
func (l *layout) below(entry v1.Descriptor, wanted bool, digest string, depth int) ([]option, error) {
	if l.read++; depth > maxDepth || l.read > maxEntries {
		return nil, action.NotAnalysed("%s is nested too deeply or has too many entries", l.path).WithHint("copy the one image out of it: skopeo copy")
	}
	switch {
	case entry.MediaType.IsIndex():
		var index v1.IndexManifest
		if err := l.json(entry, &index); err != nil {
			return nil, err
		}
		var list []option
		for _, one := range index.Manifests {
			more, err := l.below(one, wanted || one.Digest.String() == digest, digest, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, more...)
		}
		return list, nil
	case entry.MediaType.IsImage() && wanted:
		platform := ""
		if p := entry.Platform; p != nil {
			platform = p.OS + "/" + p.Architecture
		} else {
			_, config, err := l.image(entry)
			if err != nil {
				return nil, err
			}
			platform = config.OS + "/" + config.Architecture
		}
		return []option{{Descriptor: entry, platform: platform}}, nil
	}
	return nil, nil
}

// image reads a manifest and its configuration.
func (l *layout) image(entry v1.Descriptor) (*v1.Manifest, *v1.ConfigFile, error) {
	manifest, config := &v1.Manifest{}, &v1.ConfigFile{}
	if err := l.json(entry, manifest); err != nil {
		return nil, nil, err
	}
	if len(manifest.Layers) > maxLayers {
		return nil, nil, action.NotAnalysed("the image %s has %d layers, want at most %d", entry.Digest, len(manifest.Layers), maxLayers).
			WithHint("build it with fewer instructions")
	}
	return manifest, config, l.json(manifest.Config, config)
}

// json reads a blob of JSON.
func (l *layout) json(d v1.Descriptor, into any) error {
	if d.Size > maxManifest {
		return action.NotAnalysed("%s has more than %d bytes", d.Digest, maxManifest).WithHint("no registry takes such a manifest: build the image again")
	}
	blob, err := l.blob(d)
	if err != nil {
		return err
	}
	defer blob.Close()
	data, err := io.ReadAll(blob)
	if err != nil {
		return refused(err)
	}
	return unmarshal(data, into, d.Digest.String())
}

// blob opens a file of the layout. Reading gives an error at its end when it is
// not what its descriptor says.
func (l *layout) blob(d v1.Descriptor) (*blob, error) {
	raw, err := hex.DecodeString(d.Digest.Hex)
	if d.Digest.Algorithm != "sha256" || err != nil || len(raw) != sha256.Size {
		return nil, action.NotAnalysed("an entry of the layout has the digest %q, want sha256", d.Digest).WithHint("build the image again")
	}
	f, err := wholefile.Open(filepath.Join(l.path, "blobs", d.Digest.Algorithm, d.Digest.Hex))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, action.NotAnalysed("the layout is not whole: %s is missing", d.Digest).
			WithHint("copy it again, with all that it names: skopeo copy --all")
	case err != nil:
		return nil, action.Environment("reading the OCI layout: %w", err)
	}
	return &blob{ReadCloser: f, d: d, sum: sha256.New()}, nil
}

// blob is a file that is compared with its descriptor while it is read.
type blob struct {
	io.ReadCloser
	d    v1.Descriptor
	sum  hash.Hash
	size int64
}

func (b *blob) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.sum.Write(p[:n])
	if b.size += int64(n); b.size > b.d.Size {
		return 0, b.altered()
	}
	if errors.Is(err, io.EOF) && (b.size != b.d.Size || hex.EncodeToString(b.sum.Sum(nil)) != b.d.Digest.Hex) {
		return n, b.altered()
	}
	return n, err
}

func (b *blob) altered() error {
	return fmt.Errorf("the layout was altered: the file of %s has other content", b.d.Digest)
}

// The methods of partial.CompressedLayer, which tells gzip from zstd.

func (b *blob) Digest() (v1.Hash, error)            { return b.d.Digest, nil }
func (b *blob) Size() (int64, error)                { return b.d.Size, nil }
func (b *blob) MediaType() (types.MediaType, error) { return b.d.MediaType, nil }
func (b *blob) Compressed() (io.ReadCloser, error)  { return io.NopCloser(b), nil }

// refused is an error in what was read. One that has an exit code keeps it, and
// an interruption is none of the image's.
func refused(err error) error {
	var e *action.Error
	if errors.As(err, &e) || action.Interrupted(err) {
		return err
	}
	return action.NotAnalysed("unpacking the image: %w", err).WithHint("copy or build the image again")
}
