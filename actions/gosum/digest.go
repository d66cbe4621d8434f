package gosum

import (
	"archive/zip"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/mod/module"
	"golang.org/x/mod/sumdb/dirhash"
	modzip "golang.org/x/mod/zip"
)

// errDamaged says that a copy is there and can be read but is not what a
// module's zip, or a folder made from one, can be.
var errDamaged = errors.New("damaged")

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %w", errDamaged, fmt.Errorf(format, args...))
}

// digestMod is the h1 of a go.mod file (go.dev/ref/mod#go-sum-files).
func digestMod(path string) (string, error) {
	if err := regular(path); err != nil {
		return "", err
	}
	return dirhash.Hash1([]string{"go.mod"}, func(string) (io.ReadCloser, error) { return os.Open(path) })
}

// digestZip is the h1 of a module's zip.
func digestZip(ctx context.Context, path string) (string, error) {
	if err := regular(path); err != nil {
		return "", err
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		return "", zipError(err)
	}
	defer z.Close()
	var names []string
	var size uint64
	files := map[string]*zip.File{}
	for _, f := range z.File {
		if files[f.Name] != nil {
			return "", damaged("%q is in it twice", f.Name)
		}
		if size += f.UncompressedSize64; f.UncompressedSize64 > modzip.MaxZipFile || size > modzip.MaxZipFile {
			return "", damaged("it holds more than %d bytes, the most that the go command takes", modzip.MaxZipFile)
		}
		files[f.Name], names = f, append(names, f.Name)
	}
	h1, err := dirhash.Hash1(names, func(name string) (io.ReadCloser, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		return files[name].Open()
	})
	return h1, zipError(err)
}

// zipError tells a bad zip from a file that cannot be read.
func zipError(err error) error {
	var corrupt flate.CorruptInputError
	for _, bad := range []error{zip.ErrFormat, zip.ErrAlgorithm, zip.ErrChecksum, io.ErrUnexpectedEOF} {
		if errors.Is(err, bad) {
			return damaged("%w", err)
		}
	}
	if errors.As(err, &corrupt) {
		return damaged("%w", err)
	}
	return err
}

// digestFolder is the h1 of an extracted module.
func digestFolder(ctx context.Context, dir string, m module.Version) (string, error) {
	if info, err := os.Lstat(dir); err != nil {
		return "", err
	} else if !info.IsDir() {
		return "", damaged("%s is not a folder", filepath.Base(dir))
	}
	var names []string
	files := map[string]string{}
	var size int64
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		if !d.Type().IsRegular() {
			return damaged("%q is no regular file, as everything in a module is", filepath.ToSlash(rel))
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if size += info.Size(); size > modzip.MaxZipFile {
			return damaged("it holds more than %d bytes, the most that the go command takes", modzip.MaxZipFile)
		}
		name := m.Path + "@" + m.Version + "/" + filepath.ToSlash(rel)
		files[name], names = path, append(names, name)
		return nil
	})
	if err != nil {
		return "", err
	}
	return dirhash.Hash1(names, func(name string) (io.ReadCloser, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		return os.Open(files[name])
	})
}

// regular refuses what reading might block on or follow elsewhere.
func regular(path string) error {
	info, err := os.Lstat(path)
	if err == nil && !info.Mode().IsRegular() {
		return damaged("%s is no regular file", filepath.Base(path))
	}
	return err
}
