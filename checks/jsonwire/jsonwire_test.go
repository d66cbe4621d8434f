package jsonwire_test

import (
	"testing"

	"github.com/tallystick/tallystick/checks/internal/checktest"
	"github.com/tallystick/tallystick/checks/jsonwire"
)

func TestListed(t *testing.T) {
	flag := jsonwire.Analyzer.Flags.Lookup("packages")
	if flag.Value.String() != "" {
		t.Fatal("packages are listed by default")
	}
	checktest.Run(t, jsonwire.Analyzer, "unlisted")
	if err := flag.Value.Set("wire, lib/..."); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = flag.Value.Set("") }()
	checktest.Run(t, jsonwire.Analyzer, "wire", "unlisted")
}
