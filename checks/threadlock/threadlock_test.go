package threadlock_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/threadlock"
)

func TestWaysOut(t *testing.T) { checktest.Run(t, threadlock.Analyzer, "lock") }
