package privatesalt

import (
	_ "embed"
	"go/types"
	"reflect"
	"regexp"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/argument"
	"github.com/tallystick/tallystick/checks/internal/contract"
	"github.com/tallystick/tallystick/checks/internal/flow"
	"github.com/tallystick/tallystick/checks/internal/report"
	"github.com/tallystick/tallystick/internal/manual"
)

//go:embed doc.go
var doc string

// Analyzer reports secrets that can be guessed, or that are no secrets.
var Analyzer = &analysis.Analyzer{
	Name:     "privatesalt",
	Doc:      manual.Of(doc),
	Requires: []*analysis.Analyzer{flow.Analyzer},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[flow.Analyzer].(*flow.Package)
	if p == nil {
		return nil, nil
	}
	list := passwords(pass, p, contract.Find(pass, p))
	for _, fn := range p.Funcs {
		if !p.Reached(fn) {
			continue
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if site, ok := instr.(ssa.CallInstruction); ok && argument.IsStubMethod(site, "PutPrivateData") {
					if d, ok := unsalted(site); ok {
						list = append(list, d.Analysis())
					}
				}
			}
		}
	}
	report.All(pass, list)
	return nil, nil
}

// unsalted judges the value that a call of PutPrivateData writes.
func unsalted(site ssa.CallInstruction) (report.Diagnostic, bool) {
	args := site.Common().Args
	what := predictable(args[len(args)-1])
	return report.Diagnostic{
		Pos: site.Pos(), Severity: report.Notice,
		Message: "private value without salt: " + what + " can be guessed from its hash, which every peer of the channel has",
		Hint:    "add a field with random bytes that the client sends in the transient map, such as Salt string",
	}, what != ""
}

// predictable says what in the value v has few possible values, or "".
func predictable(v ssa.Value) string {
	switch v := v.(type) {
	case *ssa.Extract:
		return predictable(v.Tuple)
	case *ssa.Convert:
		return predictable(v.X)
	case *ssa.Call:
		fn := flow.Callee(v.Common())
		if fn == nil || fn.Pkg() == nil {
			return ""
		}
		switch path := fn.Pkg().Path(); {
		case path == "strconv" && (fn.Name() == "Itoa" || strings.HasPrefix(fn.Name(), "Format")):
			return "a number"
		case path == "encoding/json" && strings.HasPrefix(fn.Name(), "Marshal"):
			if mi, ok := v.Common().Args[0].(*ssa.MakeInterface); ok {
				return guessable(mi.X.Type())
			}
		}
	}
	return ""
}

// salty fits the fields that make a value unpredictable.
var salty = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)salt|nonce|rand|blind|entropy|secret|uuid|token|hash|cipher|encrypt|sign|trade_?id`)
})

// naming fits the fields that public state or the key tell as well.
var naming = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(id|key|type|name|owner|org|msp)$`)
})

// guessable says what there is to guess in a struct of type t: numbers and
// bools next to names, and nothing else. Free text may hold anything.
func guessable(t types.Type) string {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&(types.IsNumeric|types.IsBoolean) != 0 {
		return "a " + b.Name()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return ""
	}
	var found []string
	for i := range s.NumFields() {
		f := s.Field(i)
		if !f.Exported() || reflect.StructTag(s.Tag(i)).Get("json") == "-" {
			continue
		}
		b, basic := f.Type().Underlying().(*types.Basic)
		switch {
		case salty().MatchString(f.Name()) || !basic:
			return ""
		case b.Info()&(types.IsNumeric|types.IsBoolean) != 0 && !naming().MatchString(f.Name()):
			found = append(found, f.Name())
		case !naming().MatchString(f.Name()):
			return ""
		}
	}
	return strings.Join(found, ", ")
}
