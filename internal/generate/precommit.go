package generate

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/tallystick/tallystick/internal/setup"
)

// preCommit is the manifest for pre-commit.com: each hook in two languages,
// golang (pre-commit builds the binary, once and slowly) and system (the
// binary is on PATH). The first hook is the fast one, those after it "full".
//
// pre-commit before 3.2 knows the stages only as commit and push, and later
// ones still take these names. files is wider than types: [go]: go.mod,
// go.sum and the configuration change the verdict too. The analysis is of
// whole modules, so no file names are passed and nothing runs side by side.
func preCommit(hooks []setup.GitHook) []byte {
	var b bytes.Buffer
	b.WriteString("# Generated from the hooks in cmd/tallystick: edit those and run make generate.\n")
	for _, language := range []string{"golang", "system"} {
		for i, h := range hooks {
			id := "tallystick"
			if language != "golang" {
				id += "-" + language
			}
			if i > 0 {
				id += "-full"
			}
			args := strings.Join(h.Args, " ")
			fmt.Fprintf(&b, `
- id: %s
  name: tallystick %s
  description: %s
  entry: tallystick %s
  language: %s
  files: '(\.go|(^|/)(go\.(mod|sum|work)|\.tallystick\.yml))$'
  stages: [%s]
  pass_filenames: false
  require_serial: true
`, id, h.Args[0], quote("tallystick "+args), args, language, strings.TrimPrefix(h.Name, "pre-"))
		}
	}
	return b.Bytes()
}
