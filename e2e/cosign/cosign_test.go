//go:build e2e

package cosign

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/tallystick/tallystick/e2e/tool"
	"github.com/tallystick/tallystick/internal/signature/signaturetest"
)

const layoutPrefix = "oci-layout:"

// local are cosign's arguments for an image, in a layout or in a registry.
func local(image string) []string {
	if folder, ok := strings.CutPrefix(image, layoutPrefix); ok {
		return []string{"--local-image", folder}
	}
	return []string{image}
}

func TestCosign(t *testing.T) {
	cosign := os.Getenv("TALLYSTICK_COSIGN")
	if cosign == "" {
		cosign = tool.Path(t, "cosign", "cosign")
	}
	tallystick := tool.Build(t, tool.Root(t), t.TempDir())
	for name, test := range map[string]func(*world){
		"cosign verifies ours":  cosignVerifiesOurs,
		"we verify cosign's":    weVerifyCosigns,
		"side by side":          sideBySide,
		"signed layout travels": signedLayoutTravels,
		"kinds of keys":         kindsOfKeys,
		"gate":                  gate,
	} {
		t.Run(name, func(t *testing.T) { test(&world{t, t.TempDir(), cosign, tallystick}) })
	}
}

func cosignVerifiesOurs(w *world) {
	private, public := w.keys("own")
	_, other := w.keys("other")
	index := signaturetest.Index(w)
	layout := layoutPrefix + signaturetest.Layout(w, index)
	pushed := signaturetest.Push(w, signaturetest.Registry(w, nil), index)
	tool.Write(w, w.dir, map[string]string{"cc.tgz": "package"})

	for range 2 { // the second time changes nothing
		w.passes(w.tallystick, "sign", "--key", private, "--image", layout, "--package", "cc.tgz")
		w.passes(w.tallystick, "sign", "--key", private, "--image", pushed)
	}
	w.verify(0, public, layout)
	w.verify(1, other, layout)
	w.verify(0, public, pushed)
	w.verify(1, other, pushed)
	digest, err := name.NewDigest(pushed)
	if err != nil {
		w.Fatal(err)
	}
	manifest, err := index.IndexManifest()
	if err != nil {
		w.Fatal(err)
	}
	for _, platform := range manifest.Manifests {
		w.verify(0, public, digest.Context().Digest(platform.Digest.String()).Name())
	}
	w.verifyFile(0, public, "cc.tgz")
	w.verifyFile(1, other, "cc.tgz")
	tool.Write(w, w.dir, map[string]string{"cc.tgz": "Package"})
	w.verifyFile(1, public, "cc.tgz")
}

func weVerifyCosigns(w *world) {
	private, public := w.keys("own")
	_, other := w.keys("other")
	host := signaturetest.Registry(w, nil)
	unsigned := signaturetest.Push(w, host, signaturetest.Index(w))
	pushed := signaturetest.Push(w, host, signaturetest.Index(w))
	tool.Write(w, w.dir, map[string]string{"cc.tgz": "package"})

	w.passes(w.cosign, "sign", "--key", private, "--tlog-upload=false", "--yes", pushed)
	w.verify(0, public, pushed)
	w.verify(1, other, pushed)
	w.verify(1, public, unsigned)
	w.passes(w.cosign, "save", "--dir", "saved", pushed)
	w.verify(0, public, layoutPrefix+"saved")
	w.verify(1, other, layoutPrefix+"saved")
	for _, form := range []string{"--b64=true", "--b64=false"} {
		w.passes(w.cosign, "sign-blob", "--key", private, "--tlog-upload=false", "--yes", form, "--output-signature", "cc.tgz.sig", "cc.tgz")
		w.verifyFile(0, public, "cc.tgz")
		w.verifyFile(1, other, "cc.tgz")
	}
}

// sideBySide has both sign one image with keys of their own: neither takes
// the other's signature away.
func sideBySide(w *world) {
	ours, oursPublic := w.keys("ours")
	theirs, theirsPublic := w.keys("theirs")
	host := signaturetest.Registry(w, nil)
	for _, order := range []string{"ours first", "theirs first"} {
		pushed := signaturetest.Push(w, host, signaturetest.Index(w))
		if order == "ours first" {
			w.passes(w.tallystick, "sign", "--key", ours, "--image", pushed)
		}
		w.passes(w.cosign, "sign", "--key", theirs, "--tlog-upload=false", "--yes", pushed)
		if order == "theirs first" {
			w.passes(w.tallystick, "sign", "--key", ours, "--image", pushed)
		}
		w.verify(0, oursPublic, pushed)
		w.verify(0, theirsPublic, pushed)
	}
}

// signedLayoutTravels takes a signed layout to a registry and elsewhere.
func signedLayoutTravels(w *world) {
	private, public := w.keys("own")
	index := signaturetest.Index(w)
	layout := signaturetest.Layout(w, index)
	w.passes(w.tallystick, "sign", "--key", private, "--image", layoutPrefix+layout)

	loaded := signaturetest.Registry(w, nil) + "/chaincode:loaded"
	w.passes(w.cosign, "load", "--dir", layout, loaded)
	w.verify(0, public, loaded)

	digest, err := index.Digest()
	if err != nil {
		w.Fatal(err)
	}
	if got := w.passes("skopeo", "inspect", "--format", "{{.Digest}}", "oci:"+layout+":latest"); strings.TrimSpace(got) != digest.String() {
		w.Errorf("skopeo finds %s, want %s", got, digest)
	}
	w.passes("skopeo", "copy", "--all", "--quiet", "oci:"+layout+":latest", "oci:copy:latest")
	w.fails(1, w.tallystick, "verify", "--key", public, "--image", layoutPrefix+"copy") // the image alone
}

// kindsOfKeys goes through the kinds that cosign imports. Of a P-384 key cosign
// 2.6.5 does not verify its own signature unless it is told the digest, and
// with an Ed25519 key its sign-blob panics without a transparency log.
func kindsOfKeys(w *world) {
	host := signaturetest.Registry(w, nil)
	for _, kind := range []string{"rsa", "ed25519", "p384"} {
		private, public := w.imported(kind)
		ours := signaturetest.Push(w, host, signaturetest.Index(w))
		tool.Write(w, w.dir, map[string]string{"ours": "package", "theirs": "package"})
		w.passes(w.tallystick, "sign", "--key", private, "--image", ours, "--package", "ours")
		w.verify(0, public, ours)
		w.verifyFile(0, public, "ours")
		if kind != "ed25519" {
			w.passes(w.cosign, "sign-blob", "--key", private, "--tlog-upload=false", "--yes", "--output-signature", "theirs.sig", "theirs")
			w.passes(w.tallystick, "verify", "--key", public, "--package", "theirs")
		}
	}
}

// imported makes a key of a kind and has cosign import it.
func (w *world) imported(kind string) (private, public string) {
	w.Helper()
	var key crypto.PrivateKey
	var err error
	switch kind {
	case "rsa":
		key, err = rsa.GenerateKey(rand.Reader, 2048)
	case "ed25519":
		_, key, err = ed25519.GenerateKey(rand.Reader)
	case "p384":
		key, err = ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	}
	if err != nil {
		w.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		w.Fatal(err)
	}
	tool.Write(w, w.dir, map[string]string{kind: string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))})
	w.passes(w.cosign, "import-key-pair", "--key", kind, "--output-key-prefix", kind)
	return kind + ".key", kind + ".pub"
}

// gate builds, packs and signs a module; cosign verifies what comes out.
func gate(w *world) {
	private, _ := w.keys("own")
	tool.Write(w, w.dir, map[string]string{
		"cc/go.mod":  "module example.org/cc\n\ngo 1.25\n",
		"cc/main.go": "// Command cc says hello.\npackage main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"hello\") }\n",
	})
	key := filepath.Join(w.dir, private)
	w.passes(w.tallystick, "gate", "--dir", "cc", "--out", "out", "--image-platforms", "linux/amd64", "--sign-key", key)
	public := filepath.Join("cc", "out", "cosign.pub")
	if _, err := os.Stat(filepath.Join(w.dir, public)); err != nil {
		w.Fatal(err)
	}
	w.verify(0, public, layoutPrefix+filepath.Join("cc", "out", "image"))
	w.verifyFile(0, public, filepath.Join("cc", "out", "cc.tgz"))

	// With a public key that is not the private one's, the gate fails.
	_, other := w.keys("other")
	out := w.fails(1, w.tallystick, "gate", "--dir", "cc", "--out", "out", "--image-platforms", "linux/amd64",
		"--sign-key", key, "--verify-key", filepath.Join(w.dir, other))
	if !strings.Contains(out, "verify/image") || !strings.Contains(out, "verify/package") {
		w.Errorf("want verify/image and verify/package in\n%s", out)
	}
}
