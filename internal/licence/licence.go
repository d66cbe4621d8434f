// Package licence reads the licences of what is linked into the program.
//
// Tallystick is Apache-2.0: what it links must leave it so for those who pass
// the binary on. A text that is not recognised counts as one that is not
// allowed.
package licence

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// Package is a linked package and the module that it is from.
type Package struct {
	ImportPath, Dir string
	Module          struct{ Path, Version, Dir string }
}

// minCover is how much of a licence file, in per cent of its words, must be
// known licences; the Go package site asks the same (golang.org/x/pkgsite,
// internal/licenses).
const minCover = 75

// name is how files are called that hold a licence.
var name = regexp.MustCompile(`(?i)^(un)?(licen[sc]e|copying)`)

// allowed are licences (SPDX) that ask for no more than a notice, or for the
// changed files of the library itself (MPL-2.0). Not here, with intent: GPL,
// LGPL (a Go program links statically), AGPL, SSPL, BUSL and CC-BY-SA.
var allowed = []string{
	"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "ISC", "MIT", "MIT-0", "MPL-2.0",
	"MPL-2.0-no-copyleft-exception", "Unicode-DFS-2015", "Unicode-DFS-2016", "Unicode-TOU", "Unlicense", "Zlib",
}

// other are licence files that are not about code that is linked, as
// module/file.
var other = []string{
	"github.com/opencontainers/go-digest/LICENSE.docs", // of its documentation (its README, "Copyright and license")
}

// Check says, sorted, what is wrong with the licences of linked packages: one
// line for each, with module and file. Those of a package are all in its folder
// and in the folders above it in its module.
func Check(packages []Package) ([]string, error) {
	var wrong []string
	checked := map[string]int{} // folder: licence files at or above it
	for _, p := range packages {
		n, err := climb(p, filepath.Clean(p.Dir), checked, &wrong)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			wrong = append(wrong, fmt.Sprintf("%s@%s: no licence file for package %s", p.Module.Path, p.Module.Version, p.ImportPath))
		}
	}
	slices.Sort(wrong)
	return wrong, nil
}

// climb checks a folder and those above it up to the module's, each once.
func climb(p Package, dir string, checked map[string]int, wrong *[]string) (int, error) {
	if n, done := checked[dir]; done {
		return n, nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return 0, fmt.Errorf("looking for licences: %w", err)
	}
	n := 0
	for _, entry := range entries {
		if entry.IsDir() || !name.MatchString(entry.Name()) || strings.HasSuffix(entry.Name(), ".go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			return 0, fmt.Errorf("reading a licence: %w", err)
		}
		rel, err := filepath.Rel(p.Module.Dir, filepath.Join(dir, entry.Name()))
		if err != nil {
			return 0, fmt.Errorf("naming a licence: %w", err)
		}
		rel = filepath.ToSlash(rel)
		if slices.Contains(other, p.Module.Path+"/"+rel) {
			continue
		}
		n++
		if why := refuse(text); why != "" {
			*wrong = append(*wrong, fmt.Sprintf("%s@%s: %s: %s", p.Module.Path, p.Module.Version, rel, why))
		}
	}
	if dir != filepath.Clean(p.Module.Dir) && dir != filepath.Dir(dir) {
		above, err := climb(p, filepath.Dir(dir), checked, wrong)
		if err != nil {
			return 0, err
		}
		n += above
	}
	checked[dir] = n
	return n, nil
}

// refuse says why a licence's text is not allowed, or "".
func refuse(text []byte) string {
	cover := licensecheck.Scan(text)
	known := 0
	for _, match := range cover.Match {
		if match.IsURL {
			continue // a link names a licence, it does not grant one
		}
		known++
		if !slices.Contains(allowed, match.ID) {
			return "licence " + match.ID + " is not allowed"
		}
	}
	if known == 0 || cover.Percent < minCover {
		return fmt.Sprintf("not recognised: %.0f %% of it is a known licence, want %d %%", cover.Percent, minCover)
	}
	return ""
}
