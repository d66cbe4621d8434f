package subject

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// EditBody changes what a function does; n makes the edit one of its own. It
// gives vet, staticcheck and go-critic something to say.
func (f *Function) EditBody(n int) error {
	return f.insert(fmt.Sprintf("\n\tif edited%d := %d; edited%d > 0 {\n\t\tedited%[1]d = edited%[1]d\n\t\tedited%[1]d = edited%[1]d + 1\n\t}\n", n, n, n))
}

// EditQuietly changes what a function does and gives nobody anything to say.
func (f *Function) EditQuietly(n int) error {
	return f.insert(fmt.Sprintf("\n\tif edited%d := %d; edited%d < 0 {\n\t\tpanic(edited%d)\n\t}\n", n, n, n, n))
}

func (f *Function) insert(text string) error {
	data, err := os.ReadFile(f.File)
	if err != nil {
		return err
	}
	return os.WriteFile(f.File, []byte(string(data[:f.Body])+text+string(data[f.Body:])), 0o644)
}

// EditAPI adds something exported to the function's file.
func (f *Function) EditAPI(n int) error {
	data, err := os.ReadFile(f.File)
	if err != nil {
		return err
	}
	added := fmt.Sprintf("\n// Edited%d is new.\nfunc Edited%d(n int) int { return n + %d }\n", n, n, n)
	return os.WriteFile(f.File, append(data, added...), 0o644)
}

// Touch gives all Go files of a module a new time and leaves what is in them.
func Touch(dir string) error {
	now := time.Now()
	return filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		return os.Chtimes(path, now, now)
	})
}
