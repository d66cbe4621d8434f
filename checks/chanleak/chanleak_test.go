package chanleak_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/chanleak"
	"github.com/tallystick/tallystick/checks/internal/checktest"
)

func TestWaiting(t *testing.T) { checktest.Run(t, chanleak.Analyzer, "waiting") }
