package finalizer_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/finalizer"
	"github.com/tallystick/tallystick/checks/internal/checktest"
)

func TestTransactions(t *testing.T) { checktest.Run(t, finalizer.Analyzer, "handles") }
