package sarif

import (
	"net/url"
	"strings"
	"unicode/utf16"

	"github.com/tallystick/tallystick/internal/finding"
)

const sourceRoot = "%SRCROOT%"

// artifactOf names a file by a URI reference, relative to the repository root
// except for a path that is outside of it.
func artifactOf(path string) artifact {
	segments := strings.Split(path, "/")
	for i, segment := range segments {
		// PathEscape leaves ":", with which a first segment reads as a scheme.
		segments[i] = strings.ReplaceAll(url.PathEscape(segment), ":", "%3A")
	}
	uri := strings.Join(segments, "/")
	if strings.HasPrefix(path, "/") {
		return artifact{URI: "file://" + uri}
	}
	return artifact{URI: uri, URIBaseID: sourceRoot}
}

// physicalOf is a place; source is the text of its first line, if known.
func physicalOf(l finding.Location, source string) physical {
	return physical{artifactOf(l.Path), regionOf(l, source)}
}

// regionOf counts columns in UTF-16 code units, as columnKind says. Without
// the line's text, bytes are the best guess. The end column of a place over
// several lines is left out: that line's text is not known.
func regionOf(l finding.Location, source string) *region {
	if l.Line == 0 {
		return nil
	}
	r := &region{StartLine: l.Line, StartColumn: units(source, l.Column)}
	switch {
	case l.EndLine > l.Line:
		r.EndLine = l.EndLine
		if l.EndColumn == 1 {
			r.EndColumn = 1
		}
	case l.Column > 0 && l.EndColumn >= l.Column:
		r.EndLine, r.EndColumn = l.Line, units(source, l.EndColumn)
	}
	return r
}

// units turns a byte column of a line into one of UTF-16 code units.
func units(line string, column int) int {
	before := column - 1
	if before <= 0 || line == "" {
		return column
	}
	beyond := max(0, before-len(line))
	n := 0
	for i, r := range line {
		if i >= before {
			break
		}
		n += utf16.RuneLen(r)
	}
	return n + beyond + 1
}
