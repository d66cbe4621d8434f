package signature

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	ggcr "github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/wholefile"
)

// What the entries of index.json are for, as "cosign save" marks them (cosign
// v2.6.5, pkg/oci/layout/index.go).
const (
	kind           = "kind"
	kindImage      = "dev.cosignproject.cosign/image"
	kindIndex      = "dev.cosignproject.cosign/imageIndex"
	kindSignatures = "dev.cosignproject.cosign/sigs"
	kindAttested   = "dev.cosignproject.cosign/atts"
)

// refName is the name by which tools tell the entries of a layout apart
// (OCI image-spec v1.1, annotations.md).
const refName = "org.opencontainers.image.ref.name"

// layout is an image in a folder.
type layout struct {
	path  string
	image v1.Descriptor
}

func openLayout(path string) (*layout, error) {
	l := &layout{path: path}
	index, err := l.index()
	if err != nil {
		return nil, err
	}
	for _, entry := range index.Manifests {
		switch {
		case aside(entry):
		case l.image.Digest == v1.Hash{}:
			l.image = entry
		case l.image.Digest != entry.Digest:
			return nil, action.NotAnalysed("%s holds more than one image, want one", path).
				WithHint("skopeo copy --all oci:%s:NAME oci:FOLDER takes one out", path)
		}
	}
	if l.image.Digest == (v1.Hash{}) {
		return nil, action.NotAnalysed("%s holds no image", path)
	}
	return l, nil
}

// aside says that an entry holds signatures. One with a name does not count
// as such: other tools would take it for the image.
func aside(entry v1.Descriptor) bool {
	what, name := entry.Annotations[kind], entry.Annotations[refName]
	return (what == kindSignatures || what == kindAttested) && name == ""
}

// index reads index.json.
func (l *layout) index() (*v1.IndexManifest, error) {
	data, err := wholefile.Read(filepath.Join(l.path, "index.json"), maxManifest)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, action.Usage("%s is not an OCI layout: it holds no index.json", l.path).
			WithHint("skopeo copy --all docker://NAME oci:FOLDER:latest makes one")
	case err != nil:
		return nil, action.Environment("reading the OCI layout: %w", err)
	}
	index := &v1.IndexManifest{}
	if err := json.Unmarshal(data, index); err != nil {
		return nil, action.NotAnalysed("reading %s: %w", filepath.Join(l.path, "index.json"), err)
	}
	return index, nil
}

func (l *layout) Name() string   { return layoutPrefix + l.path }
func (l *layout) Moving() string { return "" }

// Sign signs the digest that index.json names: for a layout cosign knows the
// signatures of one digest only.
func (l *layout) Sign(ctx context.Context, key *Key) error {
	if err := l.whole(l.image); err != nil {
		return err
	}
	return sign(ctx, l, key, "", l.image.Digest)
}

func (l *layout) Verify(_ context.Context, key *Public) error {
	if err := l.whole(l.image); err != nil {
		return err
	}
	there, err := l.read()
	if err == nil {
		err = verify(there, key, l.image.Digest)
	}
	return within(filepath.Join(l.path, "index.json"), err)
}

func (l *layout) read() (signatures, error) {
	index, err := l.index()
	if err != nil {
		return signatures{}, err
	}
	i := slices.IndexFunc(index.Manifests, isSignatures)
	if i < 0 {
		return noSignatures(), nil
	}
	if err := l.whole(index.Manifests[i]); err != nil {
		return signatures{}, err
	}
	saved, err := ggcr.ImageIndexFromPath(l.path)
	if err != nil {
		return signatures{}, action.Environment("reading the OCI layout: %w", err)
	}
	there, err := saved.Image(index.Manifests[i].Digest)
	if err != nil {
		return signatures{}, refuse("the signatures of the layout cannot be read: %v", err)
	}
	return signatures{there}, nil
}

// isSignatures finds the entry that cosign takes: the first of its kind.
func isSignatures(entry v1.Descriptor) bool { return entry.Annotations[kind] == kindSignatures }

// add writes what the new entry needs, then index.json as the last: whoever
// reads the layout meanwhile sees it as it was or as it will be.
func (l *layout) add(there signatures, more entry) error {
	all, err := there.with(more)
	if err != nil {
		return fmt.Errorf("adding a signature: %w", err)
	}
	entry, err := l.writeBlobs(all, more)
	if err != nil {
		return action.Environment("writing signatures into %s: %w", l.path, err).
			WithHint("make the folder writable, or copy the layout to one that is")
	}
	index, err := l.index()
	if err != nil {
		return err
	}
	var before v1.Hash
	if i := slices.IndexFunc(index.Manifests, isSignatures); i >= 0 {
		before, index.Manifests[i] = index.Manifests[i].Digest, entry
	} else {
		index.Manifests = append(index.Manifests, entry)
	}
	l.mark(index)
	data, err := json.MarshalIndent(index, "", "  ")
	if err != nil {
		return fmt.Errorf("writing index.json: %w", err)
	}
	if err := wholefile.Write(filepath.Join(l.path, "index.json"), append(data, '\n'), 0o644); err != nil {
		return action.Environment("writing the OCI layout: %w", err)
	}
	if before != (v1.Hash{}) && before != entry.Digest {
		os.Remove(l.blob(before)) // nothing names it any more
	}
	return nil
}

// mark tells cosign which entry is the image, and gives an image without a
// name one: beside signatures skopeo and podman find it by name only.
func (l *layout) mark(index *v1.IndexManifest) {
	for i, entry := range index.Manifests {
		if entry.Digest != l.image.Digest || aside(entry) {
			continue
		}
		notes := map[string]string{refName: "latest"}
		maps.Copy(notes, entry.Annotations)
		notes[kind] = kindImage
		if entry.MediaType.IsIndex() {
			notes[kind] = kindIndex
		}
		index.Manifests[i].Annotations = notes
	}
}

// writeBlobs writes the manifest and config of all signatures and the claim of
// the one that is new, and gives their entry for index.json.
func (l *layout) writeBlobs(all signatures, more entry) (v1.Descriptor, error) {
	claim, err1 := more.claim()
	claimed, err2 := more.Digest()
	config, err3 := all.RawConfigFile()
	configured, err4 := all.ConfigName()
	manifest, err5 := all.RawManifest()
	digest, err6 := all.Digest()
	media, err7 := all.MediaType()
	if err := errors.Join(err1, err2, err3, err4, err5, err6, err7); err != nil {
		return v1.Descriptor{}, err
	}
	for name, data := range map[v1.Hash][]byte{claimed: claim, configured: config, digest: manifest} {
		if err := wholefile.Write(l.blob(name), data, 0o644); err != nil {
			return v1.Descriptor{}, err
		}
	}
	return v1.Descriptor{
		MediaType: media, Digest: digest, Size: int64(len(manifest)),
		Annotations: map[string]string{kind: kindSignatures},
	}, nil
}

func (l *layout) blob(digest v1.Hash) string {
	return filepath.Join(l.path, "blobs", digest.Algorithm, digest.Hex)
}
