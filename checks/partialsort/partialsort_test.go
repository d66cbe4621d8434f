package partialsort_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/partialsort"
)

func TestTies(t *testing.T)       { checktest.Run(t, partialsort.Analyzer, "ties", "finish") }
func TestNearMisses(t *testing.T) { checktest.Run(t, partialsort.Analyzer, "quiet") }
func TestFixes(t *testing.T)      { checktest.RunFixes(t, partialsort.Analyzer, "fix") }
