package signature_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	ggcr "github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/random"
	"github.com/sigstore/cosign/v2/pkg/cosign"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/signature"
	"github.com/tallystick/tallystick/internal/signature/signaturetest"
)

// cosignOptions verify by key alone.
func cosignOptions(t *testing.T, public []byte) *cosign.CheckOpts {
	t.Helper()
	key, err := cosign.PemToECDSAKey(public)
	if err != nil {
		t.Fatal(err)
	}
	return &cosign.CheckOpts{SigVerifier: verifier(t, key), IgnoreTlog: true, ClaimVerifier: cosign.SimpleClaimVerifier}
}

func openImage(t *testing.T, ref string) signature.Image {
	t.Helper()
	image, err := signature.OpenImage(t.Context(), step(t.TempDir()), ref)
	if err != nil {
		t.Fatal(err)
	}
	return image
}

func signedLayout(t *testing.T, key *signature.Key) string {
	t.Helper()
	dir := signaturetest.Layout(t, signaturetest.Index(t))
	if err := openImage(t, "oci-layout:"+dir).Sign(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	return dir
}

// files are the names and contents of a folder.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, err := os.ReadFile(path)
			all[path] = string(data)
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestLayoutIsVerifiedByCosign(t *testing.T) {
	key := fresh(t)
	dir := signedLayout(t, key)
	got, _, err := cosign.VerifyLocalImageSignatures(t.Context(), dir, cosignOptions(t, key.Public().PEM()))
	if err != nil || len(got) != 1 {
		t.Fatalf("cosign finds %d signatures, %v, want 1", len(got), err)
	}
	if err := openImage(t, "oci-layout:"+dir).Verify(t.Context(), key.Public()); err != nil {
		t.Error(err)
	}
}

func TestSigningALayoutTwiceChangesNothing(t *testing.T) {
	key := fresh(t)
	dir := signedLayout(t, key)
	before := files(t, dir)
	if err := openImage(t, "oci-layout:"+dir).Sign(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	for path, data := range files(t, dir) {
		if before[path] != data {
			t.Errorf("%s changed", path)
		}
	}
}

func TestSecondKeyLeavesTheFirst(t *testing.T) {
	first := fresh(t)
	second := fresh(t)
	dir := signedLayout(t, first)
	before := len(files(t, dir))
	if err := openImage(t, "oci-layout:"+dir).Sign(t.Context(), second); err != nil {
		t.Fatal(err)
	}
	for _, key := range []*signature.Key{first, second} {
		if err := openImage(t, "oci-layout:"+dir).Verify(t.Context(), key.Public()); err != nil {
			t.Error(err)
		}
	}
	// A new config and a new manifest; the old manifest is gone.
	if after := len(files(t, dir)); after != before+1 {
		t.Errorf("%d files, want %d", after, before+1)
	}
}

func TestLayoutKeepsItsImage(t *testing.T) {
	key := fresh(t)
	index := signaturetest.Index(t)
	dir := signaturetest.Layout(t, index)
	if err := openImage(t, "oci-layout:"+dir).Sign(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "index.json"))
	if err != nil {
		t.Fatal(err)
	}
	var got v1.IndexManifest
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	want, _ := index.Digest()
	if got.Manifests[0].Digest != want {
		t.Errorf("image is %s, want %s", got.Manifests[0].Digest, want)
	}
	if name := got.Manifests[0].Annotations["org.opencontainers.image.ref.name"]; name != "latest" {
		t.Errorf("image is called %q, want latest: skopeo finds it by name only", name)
	}
}

// TestWhatDoesNotHold alters a signed layout in ways of which the signature
// alone knows nothing.
func TestWhatDoesNotHold(t *testing.T) {
	key := fresh(t)
	other := fresh(t)
	for name, test := range map[string]struct {
		alter func(t *testing.T, dir string)
		key   *signature.Key
		want  string
	}{
		"wrong key": {func(*testing.T, string) {}, other, "is not by the given key"},
		"altered":   {func(t *testing.T, dir string) { rewrite(t, dir, true) }, key, "the layout was altered"},
		"missing":   {func(t *testing.T, dir string) { rewrite(t, dir, false) }, key, "the layout is not whole"},
		"of another image": {func(t *testing.T, dir string) {
			replaceImage(t, dir, signaturetest.Index(t))
		}, key, "of another image, sha256:"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := signedLayout(t, key)
			test.alter(t, dir)
			err := openImage(t, "oci-layout:"+dir).Verify(t.Context(), test.key.Public())
			var refusal *signature.Refusal
			if !errors.As(err, &refusal) || !strings.Contains(refusal.Message, test.want) {
				t.Fatalf("got %v, want refusal %q", err, test.want)
			}
			if !strings.HasPrefix(refusal.File, dir) {
				t.Errorf("file is %q, want one in %s", refusal.File, dir)
			}
		})
	}
	err := openImage(t, "oci-layout:"+signaturetest.Layout(t, signaturetest.Index(t))).Verify(t.Context(), key.Public())
	var refusal *signature.Refusal
	if !errors.As(err, &refusal) || !refusal.Missing {
		t.Errorf("without signature: got %v, want a refusal for a missing one", err)
	}
}

// rewrite changes one byte of a layer, or takes it away.
func rewrite(t *testing.T, dir string, keep bool) {
	t.Helper()
	for path, data := range files(t, dir) {
		if !strings.HasPrefix(data, "\x1f\x8b") { // gzip: a layer
			continue
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if keep {
			signaturetest.Write(t, path, append([]byte(data[:len(data)-1]), data[len(data)-1]^1))
		}
		return
	}
	t.Fatal("no layer found")
}

// replaceImage puts another image where the signed one was.
func replaceImage(t *testing.T, dir string, image v1.ImageIndex) {
	t.Helper()
	digest, _ := image.Digest()
	size, _ := image.Size()
	if err := ggcr.Path(dir).WriteIndex(image); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "index.json")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var index v1.IndexManifest
	if err := json.Unmarshal(data, &index); err != nil {
		t.Fatal(err)
	}
	index.Manifests[0].Digest, index.Manifests[0].Size = digest, size
	if data, err = json.Marshal(index); err != nil {
		t.Fatal(err)
	}
	signaturetest.Write(t, path, data)
}

func TestAnImageThatIsNotWholeIsNotSigned(t *testing.T) {
	key := fresh(t)
	dir := signaturetest.Layout(t, signaturetest.Index(t))
	rewrite(t, dir, true)
	before := files(t, dir)
	var refusal *signature.Refusal
	if err := openImage(t, "oci-layout:"+dir).Sign(t.Context(), key); !errors.As(err, &refusal) {
		t.Errorf("got %v, want a refusal", err)
	}
	if after := files(t, dir); len(after) != len(before) {
		t.Errorf("%d files, want %d", len(after), len(before))
	}
}

func TestLayoutsThatAreNone(t *testing.T) {
	two := signaturetest.Layout(t, signaturetest.Index(t))
	image, err := random.Image(10, 1)
	if err != nil {
		t.Fatal(err)
	}
	// What calls itself signatures and has a name would be the image to skopeo.
	hidden := signaturetest.Layout(t, signaturetest.Index(t))
	notes := map[string]string{"kind": "dev.cosignproject.cosign/sigs", "org.opencontainers.image.ref.name": "latest"}
	if err := errors.Join(ggcr.Path(two).AppendImage(image), ggcr.Path(hidden).AppendImage(image, ggcr.WithAnnotations(notes))); err != nil {
		t.Fatal(err)
	}
	broken, empty := t.TempDir(), t.TempDir()
	signaturetest.Write(t, filepath.Join(broken, "index.json"), []byte("{"))
	signaturetest.Write(t, filepath.Join(empty, "index.json"), []byte("{}"))
	for path, want := range map[string]struct {
		text string
		exit int
	}{
		filepath.Join(broken, "x"): {"is not an OCI layout", action.ExitUsage},
		broken:                     {"reading", action.ExitNotAnalysed},
		empty:                      {"holds no image", action.ExitNotAnalysed},
		two:                        {"holds more than one image", action.ExitNotAnalysed},
		hidden:                     {"holds more than one image", action.ExitNotAnalysed},
	} {
		_, err := signature.OpenImage(t.Context(), step(path), "oci-layout:"+path)
		if err == nil || !strings.Contains(err.Error(), want.text) || action.ExitOf(err) != want.exit {
			t.Errorf("%s: got %v (exit %d), want %q (exit %d)", path, err, action.ExitOf(err), want.text, want.exit)
		}
	}
}

// FuzzLayout looks for an index.json that makes verification panic, or pass.
func FuzzLayout(f *testing.F) {
	key, err := signature.Throwaway()
	if err != nil {
		f.Fatal(err)
	}
	signed := signaturetest.Layout(f, signaturetest.Index(f))
	s := step(signed)
	image, err := signature.OpenImage(f.Context(), s, "oci-layout:.")
	if err == nil {
		err = image.Sign(f.Context(), key)
	}
	if err != nil {
		f.Fatal(err)
	}
	path := filepath.Join(signed, "index.json")
	index, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	digest := []byte(strings.Split(string(index), `"digest": "`)[1][:71])
	f.Add(index)
	f.Add(bytes.ReplaceAll(index, []byte("sha256:"), []byte("sha512:")))
	f.Add(bytes.ReplaceAll(index, []byte(`"size": `), []byte(`"size": -`)))
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		image, err := signature.OpenImage(t.Context(), s, "oci-layout:.")
		if err != nil {
			return
		}
		if err := image.Verify(t.Context(), key.Public()); err == nil && !bytes.Contains(data, digest) {
			t.Error("an image passes that was never signed")
		}
	})
}
