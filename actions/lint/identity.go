package lint

import (
	"crypto/sha256"
	"embed"
	"io/fs"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/checks"
)

// source is the code that decides what is found and kept, beside that of
// checks and of other modules.
//
//go:embed *.go directive engine tier
var source embed.FS

// analysing are the modules of others that decide what is found. A test holds
// the list against what tiers and checks import.
var analysing = []string{
	"github.com/BurntSushi/toml",
	"github.com/go-critic/go-critic",
	"github.com/go-toolsmith/astcast",
	"github.com/go-toolsmith/astcopy",
	"github.com/go-toolsmith/astequal",
	"github.com/go-toolsmith/astfmt",
	"github.com/go-toolsmith/astp",
	"github.com/go-toolsmith/strparse",
	"github.com/go-toolsmith/typep",
	"github.com/google/go-cmp",
	"github.com/quasilyte/go-ruleguard",
	"github.com/quasilyte/gogrep",
	"github.com/quasilyte/regex/syntax",
	"github.com/quasilyte/stdinfo",
	"golang.org/x/exp/typeparams",
	"golang.org/x/mod",
	"golang.org/x/sync",
	"golang.org/x/tools",
	"honnef.co/go/tools",
}

// identity names the code that makes findings, for what is kept of them: the
// same on every platform, another for every change of the code.
func identity() string {
	h := sha256.New()
	h.Write([]byte(runtime.Version()))
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dep := range info.Deps {
			if !slices.Contains(analysing, dep.Path) {
				continue // the list of all differs between platforms
			}
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
