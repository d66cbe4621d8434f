package wholefile

import (
	"fmt"
	"io"
	"os"
)

// TooLarge is the error of a file that has more bytes than its reader takes.
type TooLarge struct {
	Path string
	Max  int64
}

func (e *TooLarge) Error() string { return fmt.Sprintf("%s has more than %d bytes", e.Path, e.Max) }

// Read reads a regular file of at most max bytes; a larger one is *TooLarge.
func Read(path string, max int64) ([]byte, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, max+1))
	switch {
	case err != nil:
		return nil, err
	case int64(len(data)) > max:
		return nil, &TooLarge{path, max}
	}
	return data, nil
}

// Open opens a file that is one: opening a pipe would wait for ever.
func Open(path string) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder, want a file", path)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a regular file", path)
	}
	return os.Open(path)
}
