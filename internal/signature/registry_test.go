package signature_test

import (
	"context"
	"crypto"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/sigstore/cosign/v2/pkg/cosign"
	sigstore "github.com/sigstore/sigstore/pkg/signature"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/signature"
	"github.com/tallystick/tallystick/internal/signature/signaturetest"
)

func verifier(t *testing.T, key crypto.PublicKey) sigstore.Verifier {
	t.Helper()
	v, err := sigstore.LoadVerifier(key, crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestRegistryIsVerifiedByCosign(t *testing.T) {
	key := fresh(t)
	index := signaturetest.Index(t)
	ref := signaturetest.Push(t, signaturetest.Registry(t, nil), index)
	for range 2 { // once, and once more: nothing is doubled
		if err := openImage(t, ref).Sign(t.Context(), key); err != nil {
			t.Fatal(err)
		}
	}
	digest, err := name.NewDigest(ref)
	if err != nil {
		t.Fatal(err)
	}
	all := []name.Digest{digest}
	manifest, err := index.IndexManifest()
	if err != nil {
		t.Fatal(err)
	}
	for _, platform := range manifest.Manifests {
		all = append(all, digest.Context().Digest(platform.Digest.String()))
	}
	for _, one := range all {
		got, _, err := cosign.VerifyImageSignatures(t.Context(), one, cosignOptions(t, key.Public().PEM()))
		if err != nil || len(got) != 1 {
			t.Errorf("%s: cosign finds %d signatures, %v, want 1", one, len(got), err)
		}
	}
	if err := openImage(t, ref).Verify(t.Context(), key.Public()); err != nil {
		t.Error(err)
	}
}

func TestTagIsResolved(t *testing.T) {
	host := signaturetest.Registry(t, nil)
	ref := signaturetest.Push(t, host, signaturetest.Index(t))
	image := openImage(t, host+"/chaincode:v1")
	if image.Name() != ref || image.Moving() != "v1" {
		t.Errorf("got %s, moving %q, want %s, v1", image.Name(), image.Moving(), ref)
	}
	if moving := openImage(t, ref).Moving(); moving != "" {
		t.Errorf("a digest has the tag %q", moving)
	}
}

func TestRegistryRefusals(t *testing.T) {
	key := fresh(t)
	other := fresh(t)
	host := signaturetest.Registry(t, nil)
	first := signaturetest.Push(t, host, signaturetest.Index(t))
	var refusal *signature.Refusal
	if err := openImage(t, first).Verify(t.Context(), key.Public()); !errors.As(err, &refusal) || !refusal.Missing {
		t.Errorf("unsigned: got %v, want a refusal for a missing signature", err)
	}
	if err := openImage(t, first).Sign(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	err := openImage(t, first).Verify(t.Context(), other.Public())
	if !errors.As(err, &refusal) || !strings.Contains(err.Error(), "is not by the given key") {
		t.Errorf("wrong key: got %v", err)
	}
	// The signature of one image, copied to another.
	second := signaturetest.Push(t, host, signaturetest.Index(t))
	from, to := signatureTag(t, first), signatureTag(t, second)
	moved, err := remote.Image(from)
	if err == nil {
		err = remote.Write(to, moved)
	}
	if err != nil {
		t.Fatal(err)
	}
	err = openImage(t, second).Verify(t.Context(), key.Public())
	if !errors.As(err, &refusal) || !strings.Contains(err.Error(), "of another image, sha256:") {
		t.Errorf("moved signature: got %v", err)
	}
}

func signatureTag(t *testing.T, ref string) name.Tag {
	t.Helper()
	digest, err := name.NewDigest(ref)
	if err != nil {
		t.Fatal(err)
	}
	return digest.Context().Tag(strings.Replace(digest.DigestStr(), ":", "-", 1) + ".sig")
}

// forgetful is a registry that accepts the first writes of a signature and
// keeps none of them, as when another writer overwrites it.
type forgetful struct {
	http.Handler
	mu     sync.Mutex
	forget int
}

func (f *forgetful) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	lost := r.Method == http.MethodPut && strings.HasSuffix(r.URL.Path, ".sig") && f.forget > 0
	if lost {
		f.forget--
	}
	f.mu.Unlock()
	if lost {
		w.WriteHeader(http.StatusCreated)
		return
	}
	f.Handler.ServeHTTP(w, r)
}

func TestLostWrites(t *testing.T) {
	key := fresh(t)
	for _, test := range []struct {
		forget int
		want   string
	}{{2, ""}, {1000, "written 3 times and is not there"}} {
		host := signaturetest.Registry(t, func(next http.Handler) http.Handler {
			return &forgetful{Handler: next, forget: test.forget}
		})
		ref := signaturetest.Push(t, host, signaturetest.Index(t))
		err := openImage(t, ref).Sign(t.Context(), key)
		switch {
		case test.want == "" && err != nil:
			t.Errorf("%d writes lost: %v, want a pass", test.forget, err)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want) || action.ExitOf(err) != action.ExitEnvironment):
			t.Errorf("%d writes lost: got %v, want %q", test.forget, err, test.want)
		}
	}
}

func TestRegistryErrors(t *testing.T) {
	key := fresh(t)
	for status, hint := range map[int]string{
		http.StatusUnauthorized:        "docker login",
		http.StatusForbidden:           "docker login",
		http.StatusMethodNotAllowed:    "takes no writes",
		http.StatusBadRequest:          "tags are immutable",
		http.StatusInternalServerError: "run again later",
	} {
		var gate signaturetest.Gate
		ref := signaturetest.Push(t, signaturetest.Registry(t, gate.Wrap), signaturetest.Index(t))
		gate.Close(status)
		err := openImage(t, ref).Sign(t.Context(), key)
		if action.ExitOf(err) != action.ExitEnvironment || !strings.Contains(action.HintOf(err), hint) {
			t.Errorf("status %d: got %v (exit %d), hint %q, want exit 4, %q", status, err, action.ExitOf(err), action.HintOf(err), hint)
		}
	}
}

func TestRegistryThatCannotBeAsked(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone := silent.Addr().String()
	silent.Close()
	secret := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		w.Write([]byte("\x1b[31m" + strings.Repeat("<html>", 10000)))
	}))
	defer secret.Close()
	digest := "@sha256:" + strings.Repeat("0", 64)
	for _, test := range []struct{ ref, hint string }{
		{gone + "/cc:v1", "the network"},
		{strings.TrimPrefix(secret.URL, "http://") + "/cc:v1", "docker login"},
		{signaturetest.Registry(t, nil) + "/cc:v1", "push the image first"},
	} {
		_, err := signature.OpenImage(t.Context(), step(t.TempDir()), test.ref)
		if action.ExitOf(err) != action.ExitEnvironment || !strings.Contains(action.HintOf(err), test.hint) {
			t.Errorf("%s: got %v, hint %q, want exit 4, %q", test.ref, err, action.HintOf(err), test.hint)
		}
		if err != nil && (len(err.Error()) > 500 || strings.Contains(err.Error(), "\x1b")) {
			t.Errorf("%s: message of %d bytes, or with escapes", test.ref, len(err.Error()))
		}
	}
	key := fresh(t)
	missing := openImage(t, signaturetest.Registry(t, nil)+"/cc"+digest)
	if err := missing.Sign(t.Context(), key); !strings.Contains(action.HintOf(err), "push the image first") {
		t.Errorf("signing what is not there: got %v, hint %q", err, action.HintOf(err))
	}
	if err := openImage(t, gone+"/cc"+digest).Verify(t.Context(), key.Public()); action.ExitOf(err) != action.ExitEnvironment {
		t.Errorf("verifying: got %v, want exit 4", err)
	}
	if _, err := signature.OpenImage(t.Context(), step(t.TempDir()), "Chain code"); action.ExitOf(err) != action.ExitUsage {
		t.Errorf("a name that is none: got %v, want exit 2", err)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := signature.OpenImage(cancelled, step(t.TempDir()), gone+"/cc:v1"); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: got %v, want it to be told", err)
	}
}
