package gosum_test

import (
	"testing"

	"github.com/tallystick/tallystick/actions/gosum"
	"github.com/tallystick/tallystick/internal/drivertest"
	"github.com/tallystick/tallystick/internal/finding"
)

// formats is the report file's own form in the place of the default format.
var formats = []finding.NamedFormat{{Name: "text", Write: finding.Write}}

func TestMain(m *testing.M) { drivertest.Main(m, formats, gosum.Action) }

func TestScripts(t *testing.T) { drivertest.Scripts(t) }
