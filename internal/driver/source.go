package driver

import (
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/tallystick/tallystick/internal/finding"
)

// readSources fills in the line that each finding points at.
func readSources(root string, findings []finding.Finding) {
	files := map[string][]string{}
	for i := range findings {
		f := &findings[i]
		if f.Source != "" || f.Location.Line == 0 {
			continue
		}
		lines, ok := files[f.Location.Path]
		if !ok {
			lines = readLines(root, f.Location.Path)
			files[f.Location.Path] = lines
		}
		if f.Location.Line <= len(lines) {
			f.Source = strings.TrimRight(lines[f.Location.Line-1], "\r")
		}
	}
}

// maxSource bounds, in bytes, a file whose lines are shown.
const maxSource = 16 << 20

// readLines reads a file of the checkout and nothing else: a report file of
// strangers may name any path, and a checkout may hold links that lead out.
func readLines(root, path string) []string {
	f, err := os.OpenInRoot(root, filepath.FromSlash(path))
	if err != nil {
		return nil
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	data, err := io.ReadAll(io.LimitReader(f, maxSource))
	if err != nil {
		return nil
	}
	return strings.Split(string(data), "\n")
}
