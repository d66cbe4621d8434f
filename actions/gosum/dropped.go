package gosum

import (
	"bufio"
	"errors"
	"go/build/constraint"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/tallystick/tallystick/internal/finding"
)

// gone reports files of vendored packages that "go mod vendor" would copy and
// vendor/ does not have. A missing source changes what is built; anything
// else is told as a notice.
func (v *vendorTree) gone() {
	for _, s := range v.order {
		if !s.proved {
			continue
		}
		for _, pkg := range s.packages {
			inside := strings.TrimPrefix(strings.TrimPrefix(pkg, s.mod.Path), "/")
			if inside == "" {
				inside = "."
			}
			entries, err := fs.ReadDir(s.original, inside)
			if err != nil {
				v.wrong(finding.Error, "modules.txt", s.number, "%s has no package %s, want none", s.from, pkg)
				continue
			}
			for _, entry := range entries {
				v.lookFor(s, pkg, path.Join(inside, entry.Name()), entry)
			}
		}
	}
}

func (v *vendorTree) lookFor(s *source, pkg, inside string, entry fs.DirEntry) {
	name := pkg + "/" + entry.Name()
	_, err := os.Lstat(filepath.Join(v.dir, filepath.FromSlash(name)))
	if !entry.Type().IsRegular() || !errors.Is(err, fs.ErrNotExist) || !v.vendors(s, inside) {
		return
	}
	severity := finding.Notice
	if isSource(name) {
		severity = finding.Error
	}
	v.wrong(severity, name, 0, "the file is gone, want that of %s", s.from)
}

// vendors says whether "go mod vendor" copies a file of a package
// (cmd/go/internal/modcmd, matchPotentialSourceFile).
func (v *vendorTree) vendors(s *source, inside string) bool {
	base := path.Base(inside)
	switch {
	case strings.HasSuffix(base, "_test.go"):
		return false
	case base == "go.mod" || base == "go.sum":
		return !v.mod.since("1.17")
	case !strings.HasSuffix(base, ".go"):
		return true
	}
	f, err := s.original.Open(inside)
	if err != nil {
		return true
	}
	defer f.Close()
	return canBuild(f)
}

// canBuild says whether some platform and set of build tags, of which none is
// called "ignore", compiles a Go file (cmd/go/internal/imports, AnyTags).
func canBuild(r io.Reader) bool {
	old := true // what the // +build lines say together
	block := false
	lines := bufio.NewScanner(io.LimitReader(r, 1<<20))
	for lines.Scan() {
		text := strings.TrimSpace(lines.Text())
		if block = block || strings.HasPrefix(text, "/*"); block {
			block = !strings.Contains(text, "*/")
			continue
		}
		if text != "" && !strings.HasPrefix(text, "//") {
			break
		}
		expr, err := constraint.Parse(text)
		if err != nil {
			continue
		}
		if constraint.IsGoBuild(text) {
			return holds(expr, true)
		}
		old = old && holds(expr, true)
	}
	// A header that cannot be read leaves nothing out: its file is missed.
	return lines.Err() != nil || old
}

// holds evaluates a constraint in which every tag but "ignore" is both set and
// not set, whichever is preferred.
func holds(x constraint.Expr, prefer bool) bool {
	switch x := x.(type) {
	case *constraint.TagExpr:
		return x.Tag != "ignore" && prefer
	case *constraint.NotExpr:
		return !holds(x.X, !prefer)
	case *constraint.AndExpr:
		return holds(x.X, prefer) && holds(x.Y, prefer)
	case *constraint.OrExpr:
		return holds(x.X, prefer) || holds(x.Y, prefer)
	}
	return true
}
