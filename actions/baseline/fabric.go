package baseline

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"go/version"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/internal/action"
	"golang.org/x/mod/semver"
)

//go:embed ccenv.csv
var ccenv []byte

// release is a Fabric release and the Go of its chaincode build image.
type release struct {
	tag   string // v2.5.12
	gover string // toolchain syntax: go1.23.5
}

// releases are those of the table, oldest first.
func releases() []release {
	r := csv.NewReader(bytes.NewReader(ccenv))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		panic(err) // embedded, and tested
	}
	var list []release
	for _, row := range rows[1:] {
		list = append(list, release{row[0], "go" + row[2]})
	}
	slices.SortFunc(list, func(a, b release) int { return semver.Compare(a.tag, b.tag) })
	return list
}

// findRelease is the release that --fabric names.
func findRelease(tag string) (release, error) {
	want := "v" + strings.TrimPrefix(tag, "v")
	all := releases()
	for _, r := range all {
		if r.tag == want {
			return r, nil
		}
	}
	if !semver.IsValid(want) {
		return release{}, action.Usage("--fabric %q is not a release, want one such as %s", tag, all[len(all)-1].tag)
	}
	return release{}, action.Usage("--fabric %s: no such release is known", want).
		WithHint("the nearest known: %s", strings.Join(nearest(all, want), ", "))
}

// nearest are up to four releases around a version that is not among them:
// of its own line (v2.5) where there are some.
func nearest(all []release, want string) []string {
	line := slices.DeleteFunc(slices.Clone(all), func(r release) bool {
		return semver.MajorMinor(r.tag) != semver.MajorMinor(want)
	})
	if len(line) > 0 {
		all = line
	}
	at, _ := slices.BinarySearchFunc(all, want, func(r release, v string) int { return semver.Compare(r.tag, v) })
	var tags []string
	for _, r := range all[max(0, min(at, len(all)-2)-2):min(at+2, len(all))] {
		tags = append(tags, r.tag)
	}
	return tags
}

// firstWith is the first final release after r whose ccenv has this Go, of
// r's own line if there is one, else of any.
func firstWith(r release, v string) (release, bool) {
	var later []release
	for _, other := range releases() {
		if semver.Prerelease(other.tag) == "" && semver.Compare(other.tag, r.tag) > 0 && version.Compare(other.gover, v) >= 0 {
			later = append(later, other)
		}
	}
	if len(later) == 0 {
		return release{}, false
	}
	for _, other := range later {
		if semver.MajorMinor(other.tag) == semver.MajorMinor(r.tag) {
			return other, true
		}
	}
	return later[0], true
}
