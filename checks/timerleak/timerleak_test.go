package timerleak_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/timerleak"
)

func TestOldRules(t *testing.T) { checktest.Run(t, timerleak.Analyzer, "old") }
func TestNewRules(t *testing.T) { checktest.Run(t, timerleak.Analyzer, "recent") }
