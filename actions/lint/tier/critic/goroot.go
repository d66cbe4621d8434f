package critic

import (
	"embed"
	"go/build"
	"io"
	"io/fs"
	"path"
	"strings"
)

// The standard library, as far as go-critic's rules name its types: five
// interfaces, which the promise of Go 1 keeps as they are. Rules compare by
// structure (ruleguard, internal/xtypes), so these are as good as the real
// ones, and a released binary does not have to find a GOROOT, start "go env"
// and type-check half of the library from source.
//
//go:embed _goroot
var goroot embed.FS

// rulesContext is where rules find their types.
func rulesContext() *build.Context {
	return &build.Context{
		GOROOT: "/", GOARCH: build.Default.GOARCH, GOOS: build.Default.GOOS, Compiler: "gc",
		ReleaseTags: build.Default.ReleaseTags,
		JoinPath:    path.Join,
		IsAbsPath:   path.IsAbs,
		SplitPathList: func(list string) []string {
			return strings.Split(list, ":")
		},
		HasSubdir: func(root, dir string) (rel string, ok bool) {
			return strings.CutPrefix(dir, strings.TrimSuffix(root, "/")+"/")
		},
		IsDir: func(name string) bool {
			info, err := fs.Stat(goroot, inGoroot(name))
			return err == nil && info.IsDir()
		},
		ReadDir: func(name string) (infos []fs.FileInfo, err error) {
			entries, err := goroot.ReadDir(inGoroot(name))
			if err != nil {
				return nil, err
			}
			for _, entry := range entries {
				info, err := entry.Info()
				if err != nil {
					return nil, err
				}
				infos = append(infos, info)
			}
			return infos, nil
		},
		OpenFile: func(name string) (io.ReadCloser, error) { return goroot.Open(inGoroot(name)) },
	}
}

func inGoroot(name string) string { return path.Join("_goroot", name) }
