package poolreset_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/poolreset"
)

func TestPools(t *testing.T) { checktest.Run(t, poolreset.Analyzer, "pools") }
