//go:build diff

package lint

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/tallystick/tallystick/e2e/lint/subject"
)

// editsOfModule change go.mod and what is around the code.
func editsOfModule() []edit {
	return []edit{
		{name: "go.mod bump", always: true, apply: command(func(ctx context.Context, b *bench) error {
			return subject.Get(ctx, b.dir, b.module.Bump)
		})},
		{name: "go line", apply: command(func(ctx context.Context, b *bench) error { return subject.Get(ctx, b.dir, "go@1.26.0") })},
		{name: "staticcheck.conf", apply: files(map[string]string{"zz/staticcheck.conf": "checks = [\"all\"]\n"})},
		{name: "other staticcheck.conf", apply: files(map[string]string{"zz/staticcheck.conf": "checks = [\"inherit\", \"-SA4018\"]\n"})},
		{name: "staticcheck.conf gone", apply: gone("zz/staticcheck.conf")},
		{name: "replaced module", apply: all(
			files(map[string]string{
				"zz/other/go.mod":   "module example.org/other\n\ngo 1.21\n",
				"zz/other/other.go": "package other\n\n// Old is old.\nfunc Old() {}\n",
				"zz/uses/uses.go":   "package uses\n\nimport \"example.org/other\"\n\nfunc F() { other.Old() }\n",
			}),
			goCommand("mod", "edit", "-require=example.org/other@v0.0.0", "-replace=example.org/other=./zz/other"),
		)},
		{name: "edit in the replaced module", apply: replaced("zz/other/other.go", "is old.", "is old.\n//\n// Deprecated: do nothing.")},
		{name: "broken replaced module", broken: true, apply: replaced("zz/other/other.go", "func Old() {}", "func Older() {}")},
		{name: "mended replaced module", apply: replaced("zz/other/other.go", "func Older() {}", "func Old() {}")},
		{name: "vendor", apply: goCommand("mod", "vendor")},
		{name: "edit in vendor", broken: true, // the go command does not look whether it was edited, but it is not the module any more
			apply: replaced("vendor/example.org/other/other.go", "\n//\n// Deprecated: do nothing.", "")},
		{name: "vendor gone", apply: gone("vendor")},
		{name: "other worlds", apply: func(*testing.T, *bench) {}, worlds: []world{
			{env: []string{"GOOS=windows"}}, {env: []string{"GOARCH=386", "CGO_ENABLED=0"}}, {env: []string{"GOEXPERIMENT=jsonv2"}},
			{args: []string{"--tests=false"}}, {args: []string{"--patterns", "./zz/..."}}, {args: []string{"--tiers", "critic"}}, {},
		}},
		{name: "workspace", apply: files(map[string]string{"go.work": "go 1.26.0\n\nuse .\n"}), worlds: []world{{}, {env: []string{"GOWORK="}}}},
		{name: "no workspace", apply: gone("go.work")},
	}
}

func goCommand(args ...string) func(*testing.T, *bench) {
	return command(func(ctx context.Context, b *bench) error {
		cmd := exec.CommandContext(ctx, "go", args...)
		cmd.Dir, cmd.Env, cmd.Stderr = b.dir, subject.Environ(), os.Stderr
		return cmd.Run()
	})
}

// editsThatBreak leave code that does not compile, and mend it.
func editsThatBreak() []edit {
	wide := func(text string) func(*testing.T, *bench) { return beside(subject.Wide, "zz_broken.go", text) }
	mended := edit{name: "mended", apply: func(t *testing.T, b *bench) {
		// A broken module has no graph to ask: the file says where it is.
		err := filepath.WalkDir(b.dir, func(path string, entry os.DirEntry, err error) error {
			if err == nil && entry.Name() == "zz_broken.go" {
				return os.Remove(path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}}
	return []edit{
		{name: "type error", broken: true, apply: wide("var broken int = \"text\"\n")}, mended,
		{name: "syntax error", broken: true, apply: wide("func broken( {\n")}, mended,
		{name: "unknown import", broken: true, apply: wide("import _ \"example.org/nowhere\"\n")}, mended,
		{name: "import cycle", broken: true, apply: all(
			files(map[string]string{"zz/below/zz_broken.go": "package below\n\nimport _ \"MODULE/zz/above\"\n"}),
		)}, mended,
		{name: "two packages in a folder", broken: true, apply: files(map[string]string{"zz/below/zz_broken.go": "package beneath\n"})}, mended,
		{name: "broken test", broken: true, apply: files(map[string]string{"zz/below/zz_broken_test.go": "package below\n\nvar x int = \"\"\n"})},
		{name: "mended test", apply: gone("zz/below/zz_broken_test.go")},
		{name: "empty file", broken: true, apply: files(map[string]string{"zz/below/zz_broken.go": ""})}, mended,
		{name: "folder gone", always: true, apply: gone("zz/embed", "zz/left", "zz/right")},
		{name: "everything gone", always: true, apply: all(
			goCommand("mod", "edit", "-droprequire=example.org/other", "-dropreplace=example.org/other"), gone("zz"))},
	}
}
