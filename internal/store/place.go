package store

import (
	"fmt"
	"math"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// The variables that say where records are kept, where packs are, and how
// much is kept.
const (
	DirVariable  = "TALLYSTICK_CACHE"
	PackVariable = "TALLYSTICK_PACK" // a list, as PATH is one
	AgeVariable  = "TALLYSTICK_CACHE_AGE"
	SizeVariable = "TALLYSTICK_CACHE_SIZE"
)

// Configured opens the folder and the packs that a run uses. cache is the
// input of that name, root the repository's. warn hears of what is not as it
// was wished: the run is slower then, and just as right.
func Configured(cache, root string, getenv func(string) string, warn func(error)) *Store {
	dir, err := Dir(cache, root, getenv)
	if err != nil {
		warn(err)
	}
	s := Open(dir)
	for _, path := range Packs(getenv) {
		if p, err := OpenPack(path); err != nil {
			warn(err)
		} else {
			s.Use(p)
		}
	}
	return s
}

// Dir is the folder for records: what the input cache says, else the variable
// TALLYSTICK_CACHE, else a folder among the user's caches. A relative path is
// one below the repository root. "" keeps nothing: the word off asks for it,
// and an error says why there is no folder to be found.
func Dir(cache, root string, getenv func(string) string) (string, error) {
	if cache == "" {
		cache = getenv(DirVariable)
	}
	switch {
	case cache == Off:
		return "", nil
	case cache == "":
		return userDir(runtime.GOOS, getenv)
	case filepath.IsAbs(cache):
		return filepath.Clean(cache), nil
	}
	return filepath.Join(root, cache), nil
}

// Off in place of a folder keeps nothing, in that of packs it reads none.
const Off = "off"

// userDir is below the folder where each system keeps caches, as
// os.UserCacheDir knows it, but with XDG_CACHE_HOME heard everywhere, as the
// launcher hears it, and ignored when it is relative, as the XDG specification
// says. The launcher keeps binaries beside us in tallystick/.
func userDir(goos string, getenv func(string) string) (string, error) {
	below := func(variable string, elements ...string) (string, bool) {
		dir := getenv(variable)
		return filepath.Join(append([]string{dir}, elements...)...), filepath.IsAbs(dir)
	}
	if dir, ok := below("XDG_CACHE_HOME", "tallystick", "lint"); ok {
		return dir, nil
	}
	variable, elements := "HOME", []string{".cache", "tallystick", "lint"}
	switch goos {
	case "darwin", "ios":
		elements = []string{"Library", "Caches", "tallystick", "lint"}
	case "windows":
		variable, elements = "LocalAppData", elements[1:]
	}
	if dir, ok := below(variable, elements...); ok {
		return dir, nil
	}
	return "", fmt.Errorf("no folder for records: neither %s nor %s names one", DirVariable, variable)
}

// Packs are the paths that TALLYSTICK_PACK lists. The word off is none, and
// tells the launcher not to add its own.
func Packs(getenv func(string) string) []string {
	var paths []string
	if getenv(PackVariable) == Off {
		return nil
	}
	for _, path := range filepath.SplitList(getenv(PackVariable)) {
		if path != "" {
			paths = append(paths, path)
		}
	}
	return paths
}

// LimitsOf are the limits that the environment sets, else those of Default.
func LimitsOf(getenv func(string) string) (Limits, error) {
	l := Default()
	if text := getenv(AgeVariable); text != "" {
		age, err := ParseAge(text)
		if err != nil {
			return l, fmt.Errorf("%s: %w", AgeVariable, err)
		}
		l.Age = age
	}
	if text := getenv(SizeVariable); text != "" {
		size, err := ParseSize(text)
		if err != nil {
			return l, fmt.Errorf("%s: %w", SizeVariable, err)
		}
		l.Size = size
	}
	return l, nil
}

// ParseAge reads an age: 30d, 12h, or none for no limit, which is 0.
func ParseAge(text string) (time.Duration, error) {
	return parse(text, "an age such as 30d, 12h or none", map[string]time.Duration{
		"d": 24 * time.Hour, "h": time.Hour,
	})
}

// ParseSize reads a size: 500MiB, 2GiB, or none for no limit, which is 0.
func ParseSize(text string) (int64, error) {
	return parse(text, "a size such as 500MiB, 2GiB or none", map[string]int64{
		"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30,
	})
}

// parse reads a whole number above 0 with a unit.
func parse[T ~int64](text, want string, units map[string]T) (T, error) {
	if text == "none" {
		return 0, nil
	}
	digits := strings.TrimRight(text, "dhKMGiB")
	n, err := strconv.ParseInt(digits, 10, 64)
	unit, known := units[text[len(digits):]]
	if err != nil || !known || n <= 0 || n > math.MaxInt64/int64(unit) {
		return 0, fmt.Errorf("got %q, want %s", text, want)
	}
	return T(n) * unit, nil
}

// FormatSize writes a size as a person reads it.
func FormatSize(size int64) string {
	for _, unit := range []struct {
		name string
		size int64
	}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}} {
		if size >= unit.size {
			return strings.TrimSuffix(strconv.FormatFloat(float64(size)/float64(unit.size), 'f', 1, 64), ".0") + " " + unit.name
		}
	}
	return strconv.FormatInt(size, 10) + " bytes"
}
