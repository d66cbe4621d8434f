package queryinject_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/queryinject"
)

func TestQueries(t *testing.T)     { checktest.Run(t, queryinject.Analyzer, "query") }
func TestNearMisses(t *testing.T)  { checktest.Run(t, queryinject.Analyzer, "quiet") }
func TestImportPaths(t *testing.T) { checktest.Run(t, queryinject.Analyzer, "v14", "vendored") }
