package store

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func env(vars map[string]string) func(string) string {
	return func(name string) string { return vars[name] }
}

func TestDir(t *testing.T) {
	abs := t.TempDir() // absolute on every system
	root := filepath.Join(abs, "root")
	xdg := map[string]string{"XDG_CACHE_HOME": filepath.Join(abs, "xdg"), "HOME": abs}
	for _, tt := range []struct {
		cache string
		vars  map[string]string
		want  string
	}{
		{filepath.Join(abs, "a"), xdg, filepath.Join(abs, "a")},
		{".cache/lint", xdg, filepath.Join(root, ".cache", "lint")},
		{"off", xdg, ""},
		{"", map[string]string{DirVariable: filepath.Join(abs, "v"), "HOME": abs}, filepath.Join(abs, "v")},
		{"", map[string]string{DirVariable: "off", "HOME": abs}, ""},
		{"a", map[string]string{DirVariable: "off"}, filepath.Join(root, "a")},
		{"", map[string]string{DirVariable: "v"}, filepath.Join(root, "v")},
		{"", xdg, filepath.Join(abs, "xdg", "tallystick", "lint")},
	} {
		if got, err := Dir(tt.cache, root, env(tt.vars)); err != nil || got != tt.want {
			t.Errorf("%q, %v: got %q, %v, want %q", tt.cache, tt.vars, got, err, tt.want)
		}
	}
	if got, err := Dir("", root, env(nil)); err == nil || got != "" {
		t.Errorf("got %q, %v, want no folder and why", got, err)
	}
}

func TestUserDir(t *testing.T) {
	abs := t.TempDir()
	in := func(elements ...string) string { return filepath.Join(append([]string{abs}, elements...)...) }
	for _, tt := range []struct {
		goos string
		vars map[string]string
		want string
	}{
		{"linux", map[string]string{"HOME": abs}, in(".cache", "tallystick", "lint")},
		{"linux", map[string]string{"HOME": abs, "XDG_CACHE_HOME": "relative"}, in(".cache", "tallystick", "lint")},
		{"darwin", map[string]string{"HOME": abs}, in("Library", "Caches", "tallystick", "lint")},
		{"darwin", map[string]string{"HOME": "/", "XDG_CACHE_HOME": abs}, in("tallystick", "lint")},
		{"windows", map[string]string{"LocalAppData": abs, "HOME": "x"}, in("tallystick", "lint")},
		{"linux", map[string]string{"HOME": "relative"}, ""},
		{"windows", map[string]string{"HOME": abs}, ""},
	} {
		got, err := userDir(tt.goos, env(tt.vars))
		if got != tt.want || (err != nil) != (tt.want == "") {
			t.Errorf("%s, %v: got %q, %v, want %q", tt.goos, tt.vars, got, err, tt.want)
		}
	}
}

func TestConfigured(t *testing.T) {
	dir := t.TempDir()
	k := KeyOf("k")
	good, bad := filepath.Join(dir, "good"), filepath.Join(dir, "bad")
	for path, data := range map[string][]byte{good: packed(t, map[Key][]byte{k: []byte("packed")}), bad: []byte("bad")} {
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var warnings []string
	list := strings.Join([]string{bad, "", good, filepath.Join(dir, "absent")}, string(filepath.ListSeparator))
	s := Configured("", dir, env(map[string]string{PackVariable: list}), func(err error) { warnings = append(warnings, err.Error()) })
	if got, ok := s.Get(k); !ok || !bytes.Equal(got, []byte("packed")) {
		t.Errorf("got %q, %t, want the packed record", got, ok)
	}
	if len(warnings) != 3 || !strings.Contains(warnings[0], "no folder") || !strings.Contains(warnings[1], bad) || !strings.Contains(warnings[2], "absent") {
		t.Errorf("got the warnings %q, want one for the folder and one for each bad pack", warnings)
	}
	s.Close()
	if _, ok := s.Get(k); ok {
		t.Error("the packs are still open")
	}
	s = Configured(filepath.Join(dir, "cache"), dir, env(map[string]string{PackVariable: "off"}), func(err error) { t.Error(err) })
	s.Put(k, []byte("kept"))
	if _, ok := s.Get(k); !ok || !slices.Contains(files(t, dir), s.path(k)) {
		t.Error("nothing was kept in the folder that was named")
	}
}

func TestLimitsOf(t *testing.T) {
	for _, tt := range []struct {
		age, size string
		want      Limits
		err       string
	}{
		{"", "", Default(), ""},
		{"7d", "", Limits{7 * day, Default().Size}, ""},
		{"36h", "500MiB", Limits{36 * time.Hour, 500 << 20}, ""},
		{"none", "none", Limits{}, ""},
		{"", "3GiB", Limits{Default().Age, 3 << 30}, ""},
		{"7", "", Limits{}, `TALLYSTICK_CACHE_AGE: got "7", want an age such as 30d, 12h or none`},
		{"0d", "", Limits{}, "got"},
		{"-1d", "", Limits{}, "got"},
		{"1.5d", "", Limits{}, "got"},
		{"1dd", "", Limits{}, "got"},
		{"d", "", Limits{}, "got"},
		{"99999999999d", "", Limits{}, "got"},
		{"", "2GB", Limits{}, `TALLYSTICK_CACHE_SIZE: got "2GB", want a size such as 500MiB, 2GiB or none`},
		{"", "2d", Limits{}, "got"},
		{"", "9999999999999GiB", Limits{}, "got"},
	} {
		got, err := LimitsOf(env(map[string]string{AgeVariable: tt.age, SizeVariable: tt.size}))
		switch {
		case tt.err != "":
			if err == nil || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("%q, %q: got %v, want %s", tt.age, tt.size, err, tt.err)
			}
		case err != nil || got != tt.want:
			t.Errorf("%q, %q: got %+v, %v, want %+v", tt.age, tt.size, got, err, tt.want)
		}
	}
}

func TestFormatSize(t *testing.T) {
	for size, want := range map[int64]string{
		0: "0 bytes", 1023: "1023 bytes", 4096: "4 KiB", 1536: "1.5 KiB", 5 << 20: "5 MiB", 2 << 30: "2 GiB", 5 << 40: "5120 GiB",
	} {
		if got := FormatSize(size); got != want {
			t.Errorf("%d: got %s, want %s", size, got, want)
		}
	}
}
