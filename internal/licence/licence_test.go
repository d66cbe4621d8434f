package licence

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// list runs "go list" in the root of the repository, from the module cache
// alone.
func list(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list"}, args...)...)
	cmd.Dir = filepath.Join("..", "..")
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=readonly", "GOPROXY=off", "GOWORK=off")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	return out
}

func linked(t *testing.T) []Package {
	t.Helper()
	var packages []Package
	dec := json.NewDecoder(bytes.NewReader(list(t, "-deps", "-json=ImportPath,Dir,Module", "./cmd/tallystick")))
	for {
		var p Package
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		if p.Module.Path != "" { // the standard library is of no module
			packages = append(packages, p)
		}
	}
}

func TestLicencesOfWhatIsLinked(t *testing.T) {
	packages := linked(t)
	if len(packages) < 100 {
		t.Fatalf("%d linked packages, want all of them", len(packages))
	}
	wrong, err := Check(packages)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range wrong {
		t.Error(line)
	}
}

// golangci is GPL-3.0: a tool beside the binary, never a part of it.
const golangci = "github.com/golangci/golangci-lint"

func TestGolangciLintIsNotImported(t *testing.T) {
	for _, p := range linked(t) {
		if strings.HasPrefix(p.ImportPath, golangci) {
			t.Errorf("%s is linked", p.ImportPath)
		}
	}
	const imports = `{{range .Imports}}{{.}} {{end}}{{range .TestImports}}{{.}} {{end}}{{range .XTestImports}}{{.}} {{end}}`
	out := list(t, "-tags=e2e", "-f={{.ImportPath}}: "+imports, "./...")
	for line := range strings.Lines(string(out)) {
		from, to, _ := strings.Cut(line, ": ")
		if strings.Contains(to, golangci) {
			t.Errorf("%s imports %s", from, golangci)
		}
	}
}

const isc = `ISC License

Copyright (c) 2026 somebody

Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted, provided that the above
copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY
AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM
LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR
OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR
PERFORMANCE OF THIS SOFTWARE.
`

const gpl = `This program is free software: you can redistribute it and/or modify
it under the terms of the GNU General Public License as published by
the Free Software Foundation, either version 3 of the License, or
(at your option) any later version.

This program is distributed in the hope that it will be useful,
but WITHOUT ANY WARRANTY; without even the implied warranty of
MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the
GNU General Public License for more details.

You should have received a copy of the GNU General Public License
along with this program.  If not, see <https://www.gnu.org/licenses/>.
`

func TestCheck(t *testing.T) {
	for name, test := range map[string]struct {
		files map[string]string
		want  string
	}{
		"right":            {map[string]string{"LICENSE": isc}, ""},
		"British":          {map[string]string{"LICENCE.md": isc}, ""},
		"none":             {map[string]string{"README": isc}, "example.org/m@v1.0.0: no licence file for package example.org/m/sub"},
		"GPL":              {map[string]string{"COPYING": gpl}, "example.org/m@v1.0.0: COPYING: licence GPL-3.0-or-later is not allowed"},
		"GPL beside":       {map[string]string{"LICENSE": isc, "sub/LICENSE": gpl}, "sub/LICENSE: licence GPL"},
		"GPL after":        {map[string]string{"LICENSE": isc + gpl}, "LICENSE: licence GPL"},
		"GPL not linked":   {map[string]string{"LICENSE": isc, "tool/LICENSE": gpl}, ""},
		"unknown":          {map[string]string{"LICENSE": "You may look, but not touch."}, "LICENSE: not recognised: 0 %"},
		"only a link":      {map[string]string{"LICENSE": "see https://opensource.org/licenses/MIT"}, "LICENSE: not recognised"},
		"in the folder":    {map[string]string{"sub/LICENSE": isc}, ""},
		"source is no one": {map[string]string{"license.go": "package m"}, "no licence file"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for path, text := range test.files {
				path = filepath.Join(dir, filepath.FromSlash(path))
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			p := Package{ImportPath: "example.org/m/sub", Dir: filepath.Join(dir, "sub")}
			p.Module.Path, p.Module.Version, p.Module.Dir = "example.org/m", "v1.0.0", dir
			if err := os.MkdirAll(p.Dir, 0o755); err != nil {
				t.Fatal(err)
			}
			wrong, err := Check([]Package{p})
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join(wrong, "\n")
			if (test.want == "") != (got == "") || !strings.Contains(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
