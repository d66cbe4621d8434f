// Package signaturetest makes what tests of signatures need: keys as cosign
// makes them, images, and registries in memory.
//
// Nothing it makes outlives the test.
package signaturetest

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/random"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/sigstore/cosign/v2/pkg/cosign"
)

// Password opens the keys of Keys.
const Password = "correct horse"

// Keys are a private and a public key in PEM format, made by cosign's code.
func Keys(t testing.TB) (private, public []byte) {
	t.Helper()
	keys, err := cosign.GenerateKeyPair(func(bool) ([]byte, error) { return []byte(Password), nil })
	if err != nil {
		t.Fatal(err)
	}
	return keys.PrivateBytes, keys.PublicBytes
}

// Index is an image of two platforms, of random content.
func Index(t testing.TB) v1.ImageIndex {
	t.Helper()
	index := mutate.IndexMediaType(empty.Index, types.OCIImageIndex)
	for _, architecture := range []string{"amd64", "arm64"} {
		image, err := random.Image(256, 1)
		if err != nil {
			t.Fatal(err)
		}
		config, err := image.ConfigFile()
		if err != nil {
			t.Fatal(err)
		}
		config = config.DeepCopy()
		config.OS, config.Architecture = "linux", architecture
		if image, err = mutate.ConfigFile(image, config); err != nil {
			t.Fatal(err)
		}
		image = mutate.ConfigMediaType(mutate.MediaType(image, types.OCIManifestSchema1), types.OCIConfigJSON)
		index = mutate.AppendManifests(index, mutate.IndexAddendum{
			Add: image, Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: "linux", Architecture: architecture}},
		})
	}
	return index
}

// Layout writes an image to a new OCI layout and gives its folder.
func Layout(t testing.TB, image v1.ImageIndex) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "image")
	LayoutAt(t, dir, image)
	return dir
}

// LayoutAt is Layout for a folder with a given name.
func LayoutAt(t testing.TB, dir string, image v1.ImageIndex) {
	t.Helper()
	path, err := layout.Write(dir, empty.Index)
	if err == nil {
		err = path.AppendIndex(image)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Registry starts a registry in memory, behind what wrap makes of it, and
// gives its host and port.
func Registry(t testing.TB, wrap func(http.Handler) http.Handler) string {
	t.Helper()
	var handler http.Handler = registry.New(registry.Logger(log.New(io.Discard, "", 0)))
	if wrap != nil {
		handler = wrap(handler)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://")
}

// Push writes an image to host/chaincode:v1 and gives its name by digest.
func Push(t testing.TB, host string, image v1.ImageIndex) string {
	t.Helper()
	tag, err := name.NewTag(host + "/chaincode:v1")
	if err == nil {
		err = remote.WriteIndex(tag, image)
	}
	if err != nil {
		t.Fatal(err)
	}
	digest, err := image.Digest()
	if err != nil {
		t.Fatal(err)
	}
	return tag.Context().Digest(digest.String()).Name()
}

// Gate stands before a registry and can be closed for writes.
type Gate struct{ status atomic.Int32 }

// Close lets writes be answered with a status from now on.
func (g *Gate) Close(status int) { g.status.Store(int32(status)) }

// Wrap is for Registry.
func (g *Gate) Wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status := int(g.status.Load())
		if status == 0 || r.Method == http.MethodGet || r.Method == http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		w.WriteHeader(status)
		fmt.Fprint(w, `{"errors":[{"code":"DENIED","message":"not here"}]}`)
	})
}

// Write writes a file and gives its name.
func Write(t testing.TB, path string, data []byte) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
