package goroutine_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/goroutine"
	"github.com/tallystick/tallystick/checks/internal/checktest"
)

func TestOrder(t *testing.T)       { checktest.Run(t, goroutine.Analyzer, "race") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, goroutine.Analyzer, "quiet") }
func TestImportPaths(t *testing.T) { checktest.Run(t, goroutine.Analyzer, "paths", "vendored", "v2") }
