// Package wholefile reads and writes files whole or not at all.
//
// A file that is read may be anybody's, so its size is bounded. Whoever reads a
// path that is written sees the file as it was or as it is to be, and a run
// that ends in the middle leaves nothing behind.
package wholefile

import (
	"errors"
	"io"
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
//
// What is there and is no file of its own (/dev/null, /dev/stdout, a pipe, a
// symbolic link) is written to, not replaced.
func Make(path string, mode fs.FileMode, fill func(*os.File) error) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return through(path, fill)
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

// through writes into what path stands for.
func through(path string, fill func(*os.File) error) (err error) {
	tmp, err := os.CreateTemp("", "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tmp.Close(), os.Remove(tmp.Name())) }()
	if err := fill(tmp); err != nil {
		return err
	}
	if _, err := tmp.Seek(0, io.SeekStart); err != nil {
		return err
	}
	to, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, tmp)
	return errors.Join(err, to.Close())
}
