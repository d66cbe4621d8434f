package unpack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
)

// maxHops bounds the links that one path goes through, as Linux does (path_resolution(7)).
const maxHops = 40

// resolve is where a path of the image is once its links are followed, as a
// process sees it whose root this is: "/" and ".." never lead out. The last
// element is followed only where it says so. What is missing is taken as it is
// written.
func (t *tree) resolve(name string, last bool) (string, error) {
	at, rest := ".", strings.Split(name, "/")
	for hops := 0; len(rest) > 0; {
		element := rest[0]
		rest = rest[1:]
		switch element {
		case "", ".":
			continue
		case "..":
			at = path.Dir(at)
			continue
		}
		next := path.Join(at, element)
		info, err := t.root.Lstat(next)
		if errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode()&fs.ModeSymlink == 0 || len(rest) == 0 && !last {
			at = next
			continue
		}
		if err != nil {
			return "", err
		}
		if hops++; hops > maxHops {
			return "", fmt.Errorf("the path %.200q goes through more than %d links", name, maxHops)
		}
		target, err := t.root.Readlink(next)
		if err != nil {
			return "", err
		}
		if path.IsAbs(target) {
			at = "."
		}
		rest = append(strings.Split(target, "/"), rest...)
	}
	return at, nil
}

// parent is the folder that an entry goes into, made where it is missing.
func (t *tree) parent(dir string) (string, error) {
	at, err := t.resolve(dir, true)
	if err != nil {
		return "", err
	}
	return at, t.root.MkdirAll(at, 0o755)
}

// clear makes room for an entry that replaces another.
func (t *tree) clear(at string) error {
	if _, err := t.root.Lstat(at); errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	return t.root.RemoveAll(at)
}

// folder makes a folder, or changes the mode of the one that is there. Its owner
// can always look into it and remove it again.
func (t *tree) folder(at string, mode os.FileMode) error {
	mode |= 0o700
	if info, err := t.root.Lstat(at); err == nil && info.IsDir() {
		return t.root.Chmod(at, mode)
	}
	if err := t.clear(at); err != nil {
		return err
	}
	if err := t.root.Mkdir(at, mode); err != nil {
		return err
	}
	return t.root.Chmod(at, mode) // whatever the umask
}

// file writes a file. Its owner can always read it.
func (t *tree) file(at string, mode os.FileMode, size int64, content io.Reader) error {
	if size > t.bytes {
		return t.tooLarge("%d bytes", t.limits.Bytes)
	}
	t.bytes -= size
	if err := t.clear(at); err != nil {
		return err
	}
	f, err := t.root.OpenFile(at, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, &interruptible{t.ctx, io.LimitReader(content, size)})
	return errors.Join(err, f.Chmod(mode|0o400), f.Close())
}

// link makes another name of a file.
func (t *tree) link(at, target string) error {
	old, err := t.resolve(strings.TrimPrefix(path.Clean("/"+target), "/"), false)
	if err != nil {
		return err
	}
	info, err := t.root.Lstat(old)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("the entry %.200q links to %.200q, which is missing", at, target)
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("the entry %.200q links to the folder %.200q", at, target)
	case old == at:
		return nil
	}
	if err := t.clear(at); err != nil {
		return err
	}
	return t.root.Link(old, at)
}

// interruptible stops reading when ctx is over.
type interruptible struct {
	ctx context.Context
	io.Reader
}

func (r *interruptible) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}
