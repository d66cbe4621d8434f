// Package setup writes what a repository needs to use Tallystick: the
// configuration, a workflow, git hooks.
//
// It never overwrites a file that it did not write itself.
package setup

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/tallystick/tallystick/internal/action"
)

// create writes a new file, with its folders. A file that is there already is
// left alone: created is false.
func create(path string, data []byte, mode fs.FileMode) (created bool, err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return false, cannotWrite(err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if errors.Is(err, fs.ErrExist) {
		return false, nil
	}
	if err != nil {
		return false, cannotWrite(err)
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(path) // it is ours, and half of it is worse than none
		return false, cannotWrite(err)
	}
	return true, nil
}

func cannotWrite(err error) error {
	return action.Environment("writing: %w", err).WithHint("make the folder writable")
}

// rel is a path as a person in dir would type it.
func rel(dir, path string) string {
	if short, err := filepath.Rel(dir, path); err == nil {
		return filepath.ToSlash(short)
	}
	return path
}
