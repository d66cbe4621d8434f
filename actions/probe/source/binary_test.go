package source

import (
	"bytes"
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/internal/action"
)

func build(t *testing.T, dir string, args ...string) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "bin")
	cmd := exec.Command("go", append(append([]string{"build", "-o", bin}, args...), ".")...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOFLAGS=-mod=readonly", "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return bin
}

func TestBinary(t *testing.T) {
	for _, flags := range [][]string{
		{}, {"-trimpath"}, {"-ldflags=-s -w"}, {"-trimpath", "-ldflags=-s -w"},
	} {
		t.Run(strings.Join(flags, " "), func(t *testing.T) {
			b, err := ReadBinary(build(t, twins, flags...))
			if err != nil {
				t.Fatal(err)
			}
			if b.Module != "example.com/twins" || b.Package != "example.com/twins" {
				t.Errorf("got %s %s", b.Module, b.Package)
			}
			for function, want := range map[string]string{
				"ClockState":          "time.go: func (c *Contract) ClockState",
				"clockState":          "time.go: func (c *Contract) ClockState",
				"Contract:ClockState": "time.go: func (c *Contract) ClockState",
				"anyName:Leak":        "survive.go: func (c *Contract) Leak",
			} {
				if list := b.Find(function); len(list) != 1 || !strings.HasPrefix(line(t, twins, list[0]), want) {
					t.Errorf("%s: got %+v, want %s", function, list, want)
				}
			}
			if list := b.Find("absent"); list != nil {
				t.Errorf("got %+v", list)
			}
		})
	}
}

func TestBinaryOfSeveral(t *testing.T) {
	b, err := ReadBinary(build(t, contracts, "-trimpath"))
	if err != nil {
		t.Fatal(err)
	}
	for function, want := range map[string]string{
		"First:Stamp": "main.go: func (f *First) Stamp", "Third:stamp": "other/other.go: func (t Third) Stamp",
		"Inherited": "main.go: func (b *Base) Inherited",
	} {
		if list := b.Find(function); len(list) != 1 || !strings.HasPrefix(line(t, contracts, list[0]), want) {
			t.Errorf("%s: got %+v, want %s", function, list, want)
		}
	}
	if list := b.Find("Stamp"); len(list) != 3 {
		t.Errorf("got %+v", list)
	}
}

func TestBinaryOfShim(t *testing.T) {
	b, err := ReadBinary(build(t, plain, "-trimpath"))
	if err != nil {
		t.Fatal(err)
	}
	for function, want := range map[string]string{
		"stamp": "main.go: func (c *chaincode) stamp(", "zone": "handlers.go: func zone(", "count": "main.go: func (c *chaincode) Invoke(",
	} {
		if list := b.Find(function); len(list) != 1 || !strings.HasPrefix(line(t, plain, list[0]), want) {
			t.Errorf("%s: got %+v, want %s", function, list, want)
		}
	}
}

func TestSymbol(t *testing.T) {
	for full, want := range map[string][2]string{
		"main.(*Contract).Stamp":                 {"main", "(*Contract).Stamp"},
		"example.com/a/b%2ego.Stamp":             {"example.com/a/b.go", "Stamp"},
		"example.com/a.(*C[example.com/b.T]).Do": {"example.com/a", "(*C[example.com/b.T]).Do"},
		"_rt0_amd64_linux":                       {"", "_rt0_amd64_linux"},
	} {
		if pkg, name := symbol(full); pkg != want[0] || name != want[1] {
			t.Errorf("%s: got %q %q, want %q", full, pkg, name, want)
		}
	}
}

// TestBadBinary: what is no Go binary, or a broken one, is said and nothing
// else.
func TestBadBinary(t *testing.T) {
	file := filepath.Join(t.TempDir(), "bin")
	whole, err := os.ReadFile(build(t, plain))
	if err != nil {
		t.Fatal(err)
	}
	at := table(t, whole)
	broken := bytes.Clone(whole)
	for i := at + 8; i < at+72; i++ {
		broken[i] = 0xff
	}
	other := bytes.Clone(whole)
	other[at] = 0x77
	for name, data := range map[string][]byte{
		"empty": {}, "script": []byte("#!/bin/sh\n"), "cut": whole[:len(whole)/2], "broken": broken, "of another Go": other,
	} {
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := ReadBinary(file)
		if action.ExitOf(err) != action.ExitNotAnalysed || action.HintOf(err) == "" {
			t.Errorf("%s: got %v, %q", name, err, action.HintOf(err))
		}
	}
	if _, err := ReadBinary(filepath.Join(t.TempDir(), "absent")); err == nil {
		t.Error("there is no such file")
	}
}

// table is where the line table begins.
func table(t *testing.T, bin []byte) int {
	t.Helper()
	f, err := elf.NewFile(bytes.NewReader(bin))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	return int(f.Section(".gopclntab").Offset)
}
