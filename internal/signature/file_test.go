package signature_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/signature"
	"github.com/tallystick/tallystick/internal/signature/signaturetest"
)

func TestFile(t *testing.T) {
	key := fresh(t)
	other := fresh(t)
	path := signaturetest.Write(t, filepath.Join(t.TempDir(), "cc.tgz"), []byte("package"))
	sig := signature.FileSignature(path)
	var refusal *signature.Refusal
	if err := signature.VerifyFile(path, sig, key.Public()); !errors.As(err, &refusal) || !refusal.Missing {
		t.Errorf("unsigned: got %v, want a refusal for a missing signature", err)
	}
	if err := signature.SignFile(path, sig, key); err != nil {
		t.Fatal(err)
	}
	first, err := os.ReadFile(sig)
	if err != nil {
		t.Fatal(err)
	}
	if err := signature.SignFile(path, sig, key); err != nil {
		t.Fatal(err)
	}
	if again, _ := os.ReadFile(sig); string(again) != string(first) {
		t.Error("signing twice made another signature")
	}
	if err := signature.VerifyFile(path, sig, other.Public()); !errors.As(err, &refusal) {
		t.Errorf("wrong key: got %v, want a refusal", err)
	}
	signaturetest.Write(t, path, []byte("Package"))
	if err := signature.VerifyFile(path, sig, key.Public()); !errors.As(err, &refusal) || refusal.Missing {
		t.Errorf("altered: got %v, want a refusal", err)
	}
	// What is there and not right is replaced.
	if err := signature.SignFile(path, sig, key); err != nil {
		t.Fatal(err)
	}
	if err := signature.VerifyFile(path, sig, key.Public()); err != nil {
		t.Error(err)
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	key := fresh(t)
	dir := t.TempDir()
	path := signaturetest.Write(t, filepath.Join(dir, "cc.tgz"), []byte("package"))
	for _, test := range []struct {
		path, sig, want string
		exit            int
	}{
		{filepath.Join(dir, "none.tgz"), "", "there is no package", action.ExitUsage},
		{dir, "", "is a folder", action.ExitEnvironment},
		{path, dir, "is a folder", action.ExitEnvironment},
		{path, filepath.Join(path, "x"), "reading the signature", action.ExitEnvironment},
	} {
		err := signature.VerifyFile(test.path, test.sig, key.Public())
		if err == nil || !strings.Contains(err.Error(), test.want) || action.ExitOf(err) != test.exit {
			t.Errorf("%s, %s: got %v (exit %d), want %q (exit %d)", test.path, test.sig, err, action.ExitOf(err), test.want, test.exit)
		}
	}
	blocked := filepath.Join(signaturetest.Write(t, filepath.Join(dir, "file"), nil), "cc.sig")
	if err := signature.SignFile(path, blocked, key); action.ExitOf(err) != action.ExitEnvironment {
		t.Errorf("a signature that cannot be written: got %v, want exit 4", err)
	}
}
