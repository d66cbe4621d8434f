package gate_test

import (
	"testing"

	"github.com/tallystick/tallystick/actions"
	"github.com/tallystick/tallystick/actions/report"
	"github.com/tallystick/tallystick/internal/drivertest"
)

func TestMain(m *testing.M) { drivertest.Main(m, report.Formats, actions.All()...) }

func TestScripts(t *testing.T) { drivertest.Scripts(t) }
