package signature_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/signature"
	"github.com/tallystick/tallystick/internal/signature/signaturetest"
)

// fresh makes a key, without the costly encryption of those that are kept.
func fresh(t *testing.T) *signature.Key {
	t.Helper()
	key, err := signature.Throwaway()
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func step(dir string) *action.Step {
	return &action.Step{Root: dir, Dir: dir, Getenv: func(string) string { return "" }}
}

func TestKeyOfCosign(t *testing.T) {
	private, public := signaturetest.Keys(t)
	key, err := signature.ParseKey(private, []byte(signaturetest.Password))
	if err != nil {
		t.Fatal(err)
	}
	if got := key.Public().PEM(); !bytes.Equal(got, public) {
		t.Errorf("public half is\n%s, want\n%s", got, public)
	}
	raw, err := key.Sign(strings.NewReader("message"))
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := signature.ParsePublic(public)
	if err != nil {
		t.Fatal(err)
	}
	for message, want := range map[string]bool{"message": true, "massage": false} {
		if got, err := parsed.Verify(raw, strings.NewReader(message)); got != want || err != nil {
			t.Errorf("verifying %q: %v, %v, want %v", message, got, err, want)
		}
	}
}

func TestParseKeyWipesWhatItRead(t *testing.T) {
	private, _ := signaturetest.Keys(t)
	password := []byte(signaturetest.Password)
	if _, err := signature.ParseKey(private, password); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(password, make([]byte, len(password))) || !bytes.Equal(private, make([]byte, len(private))) {
		t.Error("password or key is still in memory")
	}
}

// plain is a private key without encryption.
func plain(t *testing.T) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
}

func TestKeysThatAreNone(t *testing.T) {
	private, public := signaturetest.Keys(t)
	damaged := bytes.Replace(private, []byte("\neyJ"), []byte("\nAAA"), 1)
	for _, test := range []struct {
		name           string
		data           []byte
		password, want string
	}{
		{"garbage", []byte("not a key at all, but secret-looking"), "", "not in PEM format"},
		{"empty", nil, "", "not in PEM format"},
		{"public", public, "", "got a public key, want a private one"},
		{"not encrypted", plain(t), "", "want one that cosign encrypted"},
		{"certificate", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: []byte("x")}), "", "PEM block of type CERTIFICATE"},
		{"wrong password", private, "secret-guess", "does not open with the password in COSIGN_PASSWORD"},
		{"no password", private, "", "does not open with an empty password"},
		{"damaged", damaged, signaturetest.Password, "does not open"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := signature.ParseKey(bytes.Clone(test.data), []byte(test.password))
			if err == nil || !strings.Contains(err.Error(), test.want) || action.ExitOf(err) != action.ExitUsage {
				t.Fatalf("got %v (exit %d), want %q (exit 2)", err, action.ExitOf(err), test.want)
			}
			said := err.Error() + action.HintOf(err)
			if strings.Contains(said, "secret") && !strings.Contains(said, "keep the private key secret") {
				t.Errorf("%q repeats what was given", said)
			}
			for line := range strings.Lines(string(test.data)) {
				if line = strings.TrimSpace(line); len(line) > 40 && strings.Contains(said, line) {
					t.Errorf("%q holds a line of the key", said)
				}
			}
		})
	}
}

func TestPublicKeysThatAreNone(t *testing.T) {
	private, _ := signaturetest.Keys(t)
	for name, test := range map[string]struct {
		data []byte
		want string
	}{
		"garbage":     {[]byte("x"), "not in PEM format"},
		"private":     {private, "got a private key, want its public half"},
		"plain":       {plain(t), "got a private key, want its public half"},
		"certificate": {pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: []byte("x")}), "got a certificate"},
		"no content":  {pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY"}), "holds no public key"},
		"other":       {pem.EncodeToMemory(&pem.Block{Type: "MESSAGE"}), "PEM block of type MESSAGE"},
	} {
		_, err := signature.ParsePublic(test.data)
		if err == nil || !strings.Contains(err.Error(), test.want) || action.ExitOf(err) != action.ExitUsage {
			t.Errorf("%s: got %v, want %q", name, err, test.want)
		}
	}
}

func TestReadKey(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "module")
	signaturetest.Write(t, filepath.Join(dir, "own.pub"), []byte("own"))
	signaturetest.Write(t, filepath.Join(root, "own.pub"), []byte("root's"))
	signaturetest.Write(t, filepath.Join(root, "shared.pub"), []byte("shared"))
	signaturetest.Write(t, filepath.Join(root, "big"), make([]byte, 1<<20))
	s := &action.Step{Root: root, Dir: dir, Getenv: func(name string) string {
		return map[string]string{"PUB": "from env"}[name]
	}}
	for ref, want := range map[string]string{
		"own.pub": "own", "shared.pub": "shared", filepath.Join(root, "own.pub"): "root's", "env://PUB": "from env",
	} {
		if got, err := signature.ReadKey(s, ref); string(got) != want || err != nil {
			t.Errorf("%s: %q, %v, want %q", ref, got, err, want)
		}
	}
	for ref, want := range map[string]string{
		"nowhere.pub": "there is no file nowhere.pub", "env://NONE": "NONE is not set", ".": "is a folder",
		"big": "more than 65536 bytes", "awskms:///x": "awskms:// is not known", os.DevNull: "not a regular file",
		"https://example.org/cosign.pub": "https:// is not known",
	} {
		_, err := signature.ReadKey(s, ref)
		if err == nil || !strings.Contains(err.Error(), want) || action.ExitOf(err) != action.ExitUsage {
			t.Errorf("%s: got %v, want %q", ref, err, want)
		}
	}
}

func FuzzParsePublic(f *testing.F) {
	_, public := signaturetest.Keys(f)
	f.Add(public)
	f.Add([]byte("-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		key, err := signature.ParsePublic(data)
		if err != nil {
			return
		}
		if _, err := signature.ParsePublic(key.PEM()); err != nil {
			t.Errorf("a key that was read cannot be read again: %v", err)
		}
	})
}
