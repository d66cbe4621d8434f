package nestedtxn_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/nestedtxn"
)

func TestNested(t *testing.T) { checktest.Run(t, nestedtxn.Analyzer, "nested", "waits") }
