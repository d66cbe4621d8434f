package module_test

import (
	"strings"
	"testing"

	"github.com/tallystick/tallystick/internal/module"
)

func TestShortName(t *testing.T) {
	for path, want := range map[string]string{
		"example.org/assets":           "assets",
		"example.org/assets/v2":        "assets",
		"gopkg.in/assets.v3":           "assets",
		"example.org/Asset_Transfer":   "asset-transfer",
		"assets":                       "assets",
		"example.org/asset.go":         "asset-go",
		"example.org/-x-":              "x",
		"example.org/3d":               "cc-3d",
		"example.org/___":              "cc",
		strings.Repeat("a", 62) + "-b": strings.Repeat("a", 62),
	} {
		if got := module.ShortName(path); got != want {
			t.Errorf("ShortName(%q) = %q, want %q", path, got, want)
		}
	}
}
