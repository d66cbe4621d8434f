package signature

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/wholefile"
)

// maxKey bounds a key or a signature, in bytes; an RSA key of 8,192 bits has
// some 6,500.
const maxKey = 64 << 10

// envScheme is how cosign names a key that stands in an environment variable.
const envScheme = "env://"

// ReadKey reads the key that ref names: a file, relative to the step's folder
// or else to the repository root (one key serves many modules), or the value
// of a variable as env://NAME. Other schemes, which cosign gives to clouds and
// clusters, are refused. Errors never hold what was read.
func ReadKey(s *action.Step, ref string) ([]byte, error) {
	if name, ok := strings.CutPrefix(ref, envScheme); ok {
		if value := s.Getenv(name); value != "" {
			return []byte(value), nil
		}
		return nil, action.Usage("reading the key: the variable %s is not set, or empty", finding.Clean(name)).
			WithHint("export %s=\"$(cat FILE)\"", finding.Clean(name))
	}
	if scheme, _, ok := strings.Cut(ref, "://"); ok {
		return nil, action.Usage("reading the key: scheme %s:// is not known, want a file or env://VARIABLE", finding.Clean(scheme))
	}
	path := s.Abs(ref)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && !filepath.IsAbs(ref) {
		path = filepath.Join(s.Root, ref)
	}
	data, err := wholefile.Read(path, maxKey)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, action.Usage("reading the key: there is no file %s in %s", finding.Clean(ref), s.Dir).
			WithHint("name an existing file, relative to the folder of --dir")
	case err != nil:
		return nil, action.Usage("reading the key: %w", err)
	}
	return data, nil
}
