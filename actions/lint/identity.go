package lint

import (
	"crypto/sha256"
	"embed"
	"io/fs"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/tallystick/tallystick/checks"
)

// source is the code that decides what is found and kept, beside that of
// checks and of other modules.
//
//go:embed *.go directive engine tier
var source embed.FS

// identity names the code that makes findings, for what is kept of them: the
// same on every platform, another for every change of the code.
func identity() string {
	h := sha256.New()
	h.Write([]byte(runtime.Version()))
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dep := range info.Deps {
			for ; dep != nil; dep = dep.Replace {
				h.Write([]byte(dep.Path + "@" + dep.Version + " " + dep.Sum + "\n"))
			}
		}
	}
	for _, files := range []embed.FS{source, checks.Source} {
		err := fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || strings.HasSuffix(path, "_test.go") {
				return err
			}
			data, err := files.ReadFile(path)
			h.Write([]byte(path))
			h.Write(data)
			return err
		})
		if err != nil {
			panic(err) // embedded files can always be read
		}
	}
	return string(h.Sum(nil))
}
