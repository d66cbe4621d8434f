package freeosmem_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/freeosmem"
	"github.com/tallystick/tallystick/checks/internal/checktest"
)

func TestTransactions(t *testing.T) { checktest.Run(t, freeosmem.Analyzer, "memory") }
