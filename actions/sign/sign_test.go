package sign_test

import (
	"net/http"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/tallystick/tallystick/actions/report"
	"github.com/tallystick/tallystick/actions/sign"
	"github.com/tallystick/tallystick/internal/drivertest"
	"github.com/tallystick/tallystick/internal/signature/signaturetest"
)

func TestMain(m *testing.M) { drivertest.Main(m, report.Formats, sign.Action) }

// TestScripts gives each scenario a pair of keys, an image in the layout
// $LAYOUT, the same in the registry $REGISTRY, and the registry $CLOSED, which
// has it too and takes no writes.
func TestScripts(t *testing.T) {
	private, public := signaturetest.Keys(t)
	drivertest.Scripts(t, func(env *testscript.Env) error {
		signaturetest.Write(t, filepath.Join(env.WorkDir, "cosign.key"), private)
		signaturetest.Write(t, filepath.Join(env.WorkDir, "cosign.pub"), public)
		image := signaturetest.Index(t)
		registry := signaturetest.Registry(t, nil)
		signaturetest.Push(t, registry, image)
		var gate signaturetest.Gate
		closed := signaturetest.Registry(t, gate.Wrap)
		signaturetest.Push(t, closed, image)
		gate.Close(http.StatusForbidden)
		env.Setenv("LAYOUT", signaturetest.Layout(t, image))
		env.Setenv("REGISTRY", registry)
		env.Setenv("CLOSED", closed)
		env.Setenv("PRIVATE", string(private))
		env.Setenv("COSIGN_PASSWORD", signaturetest.Password)
		return nil
	})
}
