package verify_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/tallystick/tallystick/actions/report"
	"github.com/tallystick/tallystick/actions/verify"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/drivertest"
	"github.com/tallystick/tallystick/internal/signature"
	"github.com/tallystick/tallystick/internal/signature/signaturetest"
)

func TestMain(m *testing.M) { drivertest.Main(m, report.Formats, verify.Action) }

// TestScripts gives each scenario the keys cosign.key, cosign.pub and
// other.pub, a package and the layout $WORK/image signed by the first, the
// same image in the registry $REGISTRY, and one that is not signed.
func TestScripts(t *testing.T) {
	private, _ := signaturetest.Keys(t)
	key, other := throwaway(t), throwaway(t)
	drivertest.Scripts(t, func(env *testscript.Env) error {
		in := func(name string) string { return filepath.Join(env.WorkDir, name) }
		signaturetest.Write(t, in("cosign.pub"), key.Public().PEM())
		signaturetest.Write(t, in("other.pub"), other.Public().PEM())
		signaturetest.Write(t, in("cosign.key"), private)
		pkg := signaturetest.Write(t, in("cc.tgz"), []byte("not really a package"))
		image := signaturetest.Index(t)
		registry := signaturetest.Registry(t, nil)
		env.Setenv("UNSIGNED", signaturetest.Push(t, registry, signaturetest.Index(t)))
		pushed := signaturetest.Push(t, registry, image)
		signaturetest.LayoutAt(t, in("image"), image)
		signaturetest.LayoutAt(t, in("unsigned"), image)
		s := &action.Step{Dir: env.WorkDir, Root: env.WorkDir}
		for _, ref := range []string{"oci-layout:image", pushed} {
			image, err := signature.OpenImage(context.Background(), s, ref)
			if err != nil {
				return err
			}
			if err := image.Sign(context.Background(), key); err != nil {
				return err
			}
		}
		env.Setenv("REGISTRY", registry)
		env.Setenv("DIGEST", pushed)
		env.Setenv("PUBLIC", string(key.Public().PEM()))
		return signature.SignFile(pkg, signature.FileSignature(pkg), key)
	})
}

func throwaway(t *testing.T) *signature.Key {
	t.Helper()
	key, err := signature.Throwaway()
	if err != nil {
		t.Fatal(err)
	}
	return key
}
