package baseline

import (
	"fmt"
	"go/version"
	"strings"
)

// A policy is a set of bounds that all must hold. The empty policy holds for
// every version.
type policy []bound

// bound is one comparison with a version in toolchain syntax, such as go1.25.
type bound struct{ op, version string }

// parsePolicy reads what --go takes: see "The policy" in doc.go.
func parsePolicy(text string) (policy, error) {
	var p policy
	for _, field := range strings.Fields(text) {
		b := bound{op: ">="}
		for _, op := range []string{">=", "=", "<"} {
			if rest, ok := strings.CutPrefix(field, op); ok {
				b.op, field = op, rest
				break
			}
		}
		b.version = "go" + strings.TrimPrefix(field, "go")
		if !version.IsValid(b.version) {
			return nil, fmt.Errorf("got %q, want 1.25, =1.25.3 or \">=1.24 <1.27\"", text)
		}
		p = append(p, b)
	}
	return p, p.possible(text)
}

// possible refuses a policy that no Go can meet, which is a slip of the pen.
func (p policy) possible(text string) error {
	for _, low := range p {
		for _, high := range p {
			if low.op != "<" && high.op == "<" && version.Compare(low.version, high.version) >= 0 {
				return fmt.Errorf("no Go is %s", text)
			}
		}
	}
	return nil
}

// allows says whether a version in toolchain syntax is within the policy.
func (p policy) allows(v string) bool {
	for _, b := range p {
		ok := false
		switch order := version.Compare(v, b.version); b.op {
		case ">=":
			ok = order >= 0
		case "<":
			ok = order < 0
		case "=":
			ok = order == 0 || b.version == version.Lang(b.version) && version.Lang(v) == b.version
		}
		if !ok {
			return false
		}
	}
	return true
}

// String says the policy as the end of "got, want".
func (p policy) String() string {
	var words []string
	for _, b := range p {
		switch {
		case b.op == ">=":
			words = append(words, b.version+" or newer")
		case b.op == "<":
			words = append(words, "older than "+b.version)
		case b.version == version.Lang(b.version):
			words = append(words, "a "+b.version+" release")
		default:
			words = append(words, b.version)
		}
	}
	return strings.Join(words, " and ")
}

// suggestion is a version, as a go line has it, that the policy allows, or "".
func (p policy) suggestion() string {
	for _, b := range p {
		if b.op != "<" && p.allows(b.version) {
			return strings.TrimPrefix(b.version, "go")
		}
	}
	return ""
}
