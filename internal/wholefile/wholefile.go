// Package wholefile reads and writes files whole or not at all.
//
// A file that is read may be anybody's, so its size is bounded. Whoever reads a
// path that is written sees the file as it was or as it is to be, and a run
// that ends in the middle leaves nothing behind.
package wholefile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Write writes a file with this mode, and the folders above it.
func Write(path string, data []byte, mode fs.FileMode) error {
	return Make(path, mode, func(f *os.File) error {
		_, err := f.Write(data)
		return err
	})
}

// Make is Write for a file that fill writes, and may read back: when it gives
// an error, the path stays as it was.
func Make(path string, mode fs.FileMode, fill func(*os.File) error) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	// Beside its place, since a rename cannot cross file systems; hidden, in
	// case that it is killed.
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	err = fill(tmp)
	err = errors.Join(err, tmp.Chmod(mode), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(tmp.Name()))
	}
	return err
}
