package pack_test

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/tallystick/tallystick/actions/pack"
	"github.com/tallystick/tallystick/actions/report"
	"github.com/tallystick/tallystick/internal/drivertest"
)

func TestMain(m *testing.M) { drivertest.Main(m, report.Formats, pack.Action) }

// TestScripts lets scenarios read reports as JSON lines.
func TestScripts(t *testing.T) {
	drivertest.Scripts(t, func(env *testscript.Env) error {
		env.Setenv("INPUT_FORMAT", "json")
		return nil
	})
}
