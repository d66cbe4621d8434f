package golangci

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/goccy/go-yaml"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/wholefile"
)

// names are what golangci-lint's documentation calls its configuration, in the
// order in which it looks for them (viper, SupportedExts).
func names() []string {
	return []string{".golangci.json", ".golangci.toml", ".golangci.yaml", ".golangci.yml"}
}

// Config is a configuration of golangci-lint.
type Config struct {
	Path    string // absolute
	Version int    // 1 or 2: those of golangci-lint
	tree    map[string]any
}

// lookUp gives the configuration that golangci-lint would take in dir, as far
// as it belongs to the repository: the nearest in dir and the folders above,
// up to root. It is "" when there is none.
func lookUp(dir, root string) (string, error) {
	for {
		for _, name := range names() {
			path := filepath.Join(dir, name)
			switch _, err := os.Stat(path); {
			case err == nil:
				return path, nil
			case !errors.Is(err, fs.ErrNotExist):
				return "", action.Environment("looking for %s: %w", name, err)
			}
		}
		if dir == root || dir == filepath.Dir(dir) {
			return "", nil
		}
		dir = filepath.Dir(dir)
	}
}

// Configured says that golangci-lint has a configuration for a folder, between
// it and the root. What cannot be looked at counts as one.
func Configured(dir, root string) bool {
	path, err := lookUp(dir, root)
	return path != "" || err != nil
}

// findConfig is the configuration for the step. golangci-lint would run
// without one, or with one of the person's home: both give every machine a
// result of its own.
func findConfig(s *action.Step) (*Config, error) {
	path, err := lookUp(s.Dir, s.Root)
	if err != nil {
		return nil, err
	}
	if path == "" {
		return nil, action.Usage("the golangci tier is selected, but %s has no .golangci.yml, nor has a folder above it in the repository", s.Rel(s.Dir)).
			WithHint(`write one (for golangci-lint's defaults: echo 'version: "2"' > .golangci.yml), or leave the tier out with --tiers`)
	}
	config, err := Read(path)
	if err != nil {
		return nil, action.Usage("%w", err).WithHint("golangci-lint config verify says what is wrong")
	}
	if config.Version != 2 {
		return nil, action.Usage("%s is of version 1 of golangci-lint, want version 2", s.Rel(path)).
			WithHint("golangci-lint migrate, in v2 of it, rewrites the file")
	}
	return config, nil
}

// maxConfig bounds, in bytes, a configuration.
const maxConfig = 1 << 20

func readSmall(path string) ([]byte, error) { return wholefile.Read(path, maxConfig) }

// Read reads a configuration in any of its forms.
func Read(path string) (*Config, error) {
	data, err := readSmall(path)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", filepath.Base(path), err)
	}
	return parse(path, data)
}

// parse reads YAML, of which JSON is a part, or TOML.
func parse(path string, data []byte) (*Config, error) {
	config := &Config{Path: path, Version: 1}
	var err error
	if filepath.Ext(path) == ".toml" {
		err = toml.Unmarshal(data, &config.tree)
	} else {
		err = yaml.Unmarshal(data, &config.tree)
	}
	if err != nil {
		return nil, fmt.Errorf("parsing %s: %s", filepath.Base(path), finding.Clean(err.Error()))
	}
	// Version 1 had no such key, and version 2 takes no other value.
	if config.text("version") == "2" {
		config.Version = 2
	}
	return config, nil
}

// at is the value below these keys, or nil.
func (c *Config) at(keys ...string) any {
	var value any = c.tree
	for _, key := range keys {
		below, _ := value.(map[string]any)
		value = below[key]
	}
	return value
}

// text is a scalar as text; "" when there is none.
func (c *Config) text(keys ...string) string {
	switch value := c.at(keys...).(type) {
	case string:
		return value
	case nil, []any, map[string]any:
		return ""
	default:
		return fmt.Sprint(value)
	}
}

func (c *Config) yes(keys ...string) bool { return c.text(keys...) == "true" }

// list is a list of strings, also one that is written with commas.
func (c *Config) list(keys ...string) (list []string) {
	switch value := c.at(keys...).(type) {
	case string:
		return action.List(value)
	case []any:
		for _, item := range value {
			if text, ok := item.(string); ok {
				list = append(list, strings.TrimSpace(text))
			}
		}
	}
	return list
}
