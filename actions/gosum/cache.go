package gosum

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/mod/module"
)

// cache is a module cache (GOMODCACHE). Its layout is documented in
// go.dev/ref/mod#module-cache. Nothing is ever written to it.
type cache string

// copies are where a cache keeps one module version. Each may be absent.
type copies struct {
	goMod   string // the go.mod alone
	zip     string // as downloaded
	zipHash string // the hash that the go command believes the zip to have
	folder  string // the zip extracted: what is compiled
}

// of gives the places of a version. The paths and versions come from parsers
// that accept only what can be escaped.
func (c cache) of(m module.Version) copies {
	path, err1 := module.EscapePath(m.Path)
	version, err2 := module.EscapeVersion(m.Version)
	if err := errors.Join(err1, err2); err != nil {
		panic(err)
	}
	download := filepath.Join(string(c), "cache", "download", filepath.FromSlash(path), "@v", version)
	found := copies{
		goMod:   download + ".mod",
		zip:     download + ".zip",
		zipHash: download + ".ziphash",
		folder:  filepath.Join(string(c), filepath.FromSlash(path)+"@"+version),
	}
	// An interrupted extraction: the go command starts again from the zip
	// (cmd/go/internal/modfetch, DownloadDir).
	if _, err := os.Lstat(download + ".partial"); err == nil {
		found.folder = ""
	}
	return found
}

// holds says whether the cache has the module itself, in either form.
func (c cache) holds(m module.Version) bool {
	at := c.of(m)
	return exists(at.zip) || exists(at.folder)
}

// exists says that there is something, readable or not.
func exists(path string) bool {
	if path == "" {
		return false
	}
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}
