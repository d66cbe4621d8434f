package module

import (
	"path"
	"strings"

	"golang.org/x/mod/module"
)

// maxLabel is the longest DNS label, in bytes (RFC 1035, section 2.3.4).
const maxLabel = 63

// ShortName is what a module is called where only a DNS label will do (host
// names, Kubernetes objects, image repositories): the last element of its
// path without a major version, in lower case, with "-" for all that is not
// a letter or digit. It begins with a letter, as RFC 1035 wants it.
func ShortName(modulePath string) string {
	if prefix, _, ok := module.SplitPathVersion(modulePath); ok {
		modulePath = prefix
	}
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(path.Base(modulePath)))
	name = strings.Trim(name, "-")
	if name == "" || name[0] < 'a' {
		name = strings.TrimSuffix("cc-"+name, "-")
	}
	if len(name) > maxLabel {
		name = strings.TrimRight(name[:maxLabel], "-")
	}
	return name
}
