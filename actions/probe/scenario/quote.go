package scenario

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// pairs are keys and values of a mapping in flow style.
type pairs []string

func (p pairs) String() string { return strings.Join(p, ", ") }

func (p *pairs) put(key, value string) { *p = append(*p, key+": "+value) }

func (p *pairs) add(key, value string) {
	if value != "" {
		p.put(key, quote(value))
	}
}

func (p *pairs) flag(key string, value bool) {
	if value {
		p.put(key, "true")
	}
}

func (p *pairs) braces(key, inner string) {
	if inner != "" {
		p.put(key, "{"+inner+"}")
	}
}

func (p *pairs) bytes64(key string, value []byte) {
	if value != nil {
		p.put(key, base64Of(value))
	}
}

// either writes a text as it is, and anything else as base64.
func (p *pairs) either(key, key64 string, value []byte) {
	switch {
	case value == nil:
	case utf8.Valid(value):
		p.put(key, quote(string(value)))
	default:
		p.put(key64, base64Of(value))
	}
}

func texts(list [][]byte) bool {
	return !slices.ContainsFunc(list, func(b []byte) bool { return !utf8.Valid(b) })
}

func list[T any](all []T, write func(T) string) string {
	var texts []string
	for _, one := range all {
		texts = append(texts, write(one))
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

func base64Of(b []byte) string { return `"` + base64.StdEncoding.EncodeToString(b) + `"` }

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// words are those which YAML 1.1 or 1.2 takes for booleans or nothing.
const words = " y n yes no on off true false null nan inf "

// plain says whether a text is a string in YAML without quotes, whoever reads
// it.
func plain(s string) bool {
	odd := strings.IndexFunc(s, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && !strings.ContainsRune("_./-", c)
	})
	return s != "" && odd < 0 && (s[0] >= 'a' && s[0] <= 'z' || s[0] >= 'A' && s[0] <= 'Z')
}

// quote is a string in YAML: plain where it can be, else in double quotes,
// with everything escaped that is no visible character.
func quote(s string) string {
	if plain(s) && !strings.Contains(words, " "+strings.ToLower(s)+" ") {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			b.WriteRune('\\')
			b.WriteRune(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c >= ' ' && c < 0x7f, c >= 0xa1 && c < 0x2000, c >= 0x3000 && c < 0xd800:
			b.WriteRune(c)
		case c < 0x10000:
			fmt.Fprintf(&b, `\u%04X`, c)
		default:
			fmt.Fprintf(&b, `\U%08X`, c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
