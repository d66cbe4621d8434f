package gosum

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"golang.org/x/mod/module"
)

// copied is one copy of a module, to look into.
type copied struct {
	fs.FS
	io.Closer
}

// openCopy opens a zip or a folder of the module cache.
func openCopy(path string, m module.Version) (copied, error) {
	info, err := os.Stat(path)
	if err != nil {
		return copied{}, err
	}
	if info.IsDir() {
		return openFolder(path), nil
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		return copied{}, zipError(err)
	}
	inside, err := fs.Sub(z, m.String())
	return copied{inside, z}, err
}

func openFolder(path string) copied {
	return copied{os.DirFS(path), io.NopCloser(nil)}
}

// firstDifference names a file in which two copies differ, and how many more
// there are: "changed x.go and 2 more".
func firstDifference(got, want fs.FS) string {
	var list []string
	note := func(how, name string) { list = append(list, name+" "+how) }
	each(want, func(name string) {
		switch same, err := sameFile(got, want, name); {
		case errors.Is(err, fs.ErrNotExist):
			note("is gone", name)
		case err != nil || !same:
			note("is changed", name)
		}
	})
	each(got, func(name string) {
		if _, err := fs.Stat(want, name); err != nil {
			note("is added", name)
		}
	})
	if len(list) == 0 {
		return ""
	}
	slices.Sort(list)
	if more := len(list) - 1; more > 0 {
		return fmt.Sprintf("%s, and %d more", list[0], more)
	}
	return list[0]
}

// each visits the files of a tree as far as it can be read.
func each(tree fs.FS, visit func(name string)) {
	fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			visit(name)
		}
		return nil
	})
}

// sameFile compares a file of two trees, without holding it in memory.
func sameFile(a, b fs.FS, name string) (bool, error) {
	f, err := a.Open(name)
	if err != nil {
		return false, err
	}
	defer f.Close()
	g, err := b.Open(name)
	if err != nil {
		return false, err
	}
	defer g.Close()
	return sameBytes(f, g)
}

func sameBytes(a, b io.Reader) (bool, error) {
	const size = 32 << 10
	bufA, bufB := make([]byte, size), make([]byte, size)
	for {
		n, errA := io.ReadFull(a, bufA)
		m, errB := io.ReadFull(b, bufB)
		if !bytes.Equal(bufA[:n], bufB[:m]) {
			return false, nil
		}
		if errA != nil || errB != nil {
			endA, endB := isEnd(errA), isEnd(errB)
			if endA && endB {
				return true, nil
			}
			if !endA && errA != nil {
				return false, errA
			}
			return false, errB
		}
	}
}

func isEnd(err error) bool { return err == io.EOF || err == io.ErrUnexpectedEOF }

// isSource says whether a file of this name can be compiled into a package: the
// extensions that go/build knows ("go help filetype"), tests apart.
func isSource(name string) bool {
	if strings.HasSuffix(name, "_test.go") {
		return false
	}
	for _, ext := range []string{".go", ".c", ".cc", ".cpp", ".cxx", ".m", ".h", ".hh", ".hpp", ".hxx",
		".f", ".F", ".for", ".f90", ".s", ".S", ".sx", ".swig", ".swigcxx", ".syso"} {
		if strings.HasSuffix(name, ext) {
			return true
		}
	}
	return false
}
