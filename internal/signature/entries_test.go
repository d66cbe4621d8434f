package signature_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	gcrmutate "github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	cosignempty "github.com/sigstore/cosign/v2/pkg/oci/empty"
	"github.com/sigstore/cosign/v2/pkg/oci/mutate"
	"github.com/sigstore/cosign/v2/pkg/oci/static"
	"github.com/tallystick/tallystick/internal/signature/signaturetest"
)

// TestManifestIsThatOfCosign makes the same signatures into an image with the
// code of "cosign sign", and wants the same bytes.
func TestManifestIsThatOfCosign(t *testing.T) {
	ref := signaturetest.Push(t, signaturetest.Registry(t, nil), signaturetest.Index(t))
	for range 2 { // one signature, then two
		if err := openImage(t, ref).Sign(t.Context(), fresh(t)); err != nil {
			t.Fatal(err)
		}
		got, err := remote.Image(signatureTag(t, ref))
		if err != nil {
			t.Fatal(err)
		}
		manifest, err := got.Manifest()
		if err != nil {
			t.Fatal(err)
		}
		want := cosignempty.Signatures()
		for _, layer := range manifest.Layers {
			one, err := static.NewSignature(blob(t, got, layer.Digest), layer.Annotations[static.SignatureAnnotationKey])
			if err == nil {
				want, err = mutate.AppendSignatures(want, false, one)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		for what, read := range map[string]func(v1.Image) ([]byte, error){
			"manifest": v1.Image.RawManifest, "config": v1.Image.RawConfigFile,
		} {
			got, err1 := read(got)
			want, err2 := read(want)
			if err1 != nil || err2 != nil || !bytes.Equal(got, want) {
				t.Errorf("the %s is\n%s\nwant\n%s\n%v, %v", what, got, want, err1, err2)
			}
		}
	}
}

func blob(t *testing.T, image v1.Image, digest v1.Hash) []byte {
	t.Helper()
	layer, err := image.LayerByDigest(digest)
	if err != nil {
		t.Fatal(err)
	}
	r, err := layer.Compressed()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestIndexInIndex signs an index, the index in it, and the images in that.
func TestIndexInIndex(t *testing.T) {
	inner := signaturetest.Index(t)
	outer := gcrmutate.AppendManifests(empty.Index, gcrmutate.IndexAddendum{Add: inner})
	ref := signaturetest.Push(t, signaturetest.Registry(t, nil), outer)
	key := fresh(t)
	if err := openImage(t, ref).Sign(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	digest, err := inner.Digest()
	if err != nil {
		t.Fatal(err)
	}
	all := []v1.Hash{digest}
	manifest, err := inner.IndexManifest()
	if err != nil {
		t.Fatal(err)
	}
	for _, image := range manifest.Manifests {
		all = append(all, image.Digest)
	}
	top, err := name.NewDigest(ref)
	if err != nil {
		t.Fatal(err)
	}
	for _, digest := range all {
		if err := openImage(t, top.Context().Digest(digest.String()).Name()).Verify(t.Context(), key.Public()); err != nil {
			t.Errorf("%s: %v", digest, err)
		}
	}
}
