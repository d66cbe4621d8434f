package signature

import (
	"fmt"
	"io"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/static"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// How a signature stands in its manifest: a layer that is the claim, with the
// signature in base64 as an annotation (SIGNATURE_SPEC.md, "Storage").
const (
	claimType     = "application/vnd.dev.cosign.simplesigning.v1+json"
	noteSignature = "dev.cosignproject.cosign/signature"
)

// maxEntries is how many signatures of one digest cosign looks at (cosign
// v2.6.5, pkg/oci/remote/signatures.go).
const maxEntries = 1000

// signatures are those of one digest, as the image that holds them.
type signatures struct{ v1.Image }

func noSignatures() signatures {
	image := mutate.MediaType(empty.Image, types.OCIManifestSchema1)
	return signatures{mutate.ConfigMediaType(image, types.OCIConfigJSON)}
}

// with are these signatures and one more.
func (s signatures) with(more entry) (signatures, error) {
	image, err := mutate.Append(s.Image, mutate.Addendum{Layer: more, Annotations: more.notes})
	return signatures{image}, err
}

func (s signatures) entries() ([]entry, error) {
	manifest, err := s.Manifest()
	if err != nil {
		return nil, err
	}
	if n := len(manifest.Layers); n > maxEntries {
		return nil, fmt.Errorf("got %d of them, want at most %d", n, maxEntries)
	}
	var list []entry
	for _, layer := range manifest.Layers {
		claim, err := s.LayerByDigest(layer.Digest)
		if err != nil {
			return nil, err
		}
		list = append(list, entry{claim, layer.Annotations})
	}
	return list, nil
}

// entry is one signature: the layer of its claim, and its annotations.
type entry struct {
	v1.Layer
	notes map[string]string
}

func newEntry(claim []byte, encoded string) entry {
	return entry{static.NewLayer(claim, claimType), map[string]string{noteSignature: encoded}}
}

// claim is what was signed. A claim is not compressed, whatever the name of
// the method that reads it.
func (e entry) claim() ([]byte, error) {
	r, err := e.Compressed()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}
