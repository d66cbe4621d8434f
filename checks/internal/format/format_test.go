package format

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"math/big"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
	"unsafe"
)

type (
	plain    struct{ A, B int }
	holder   struct{ P *plain }
	hidden   struct{ p *plain }
	named    struct{ name string }
	valued   struct{ name string }
	naming   struct{ N *named }
	unnaming struct{ n *named }
	embeds   struct{ *named }
	inner    struct{ N *named }
	outer    struct{ inner }
	stuck    struct{ in inner }
	failure  struct{}
	coded    struct{ P *plain }
	loop     struct {
		Next *loop
		Kids []loop
	}
	timed struct{ at time.Time }
	money struct{ Sum *big.Int }
)

func (n *named) String() string    { return n.name }
func (v valued) String() string    { return v.name }
func (*failure) Error() string     { return "f" }
func (coded) GoString() string     { return "coded{}" }
func (c *coded) Unrelated(int)     {}
func (c coded) Format(a, b string) {}

var (
	count  = 7
	one    = &plain{1, 2}
	chain  = loop{Next: &loop{}}
	values = []any{
		7, "t", []byte{1}, true, time.Duration(0), reflect.ValueOf(one),
		plain{}, &plain{}, *one, one, &one, &count, unsafe.Pointer(one), make(chan int), func() {},
		holder{one}, &holder{one}, hidden{one}, &hidden{one},
		[]plain{{}}, &[]plain{{}}, []*plain{one}, &[]*plain{one}, [1]*plain{one},
		map[string]plain{"a": {}}, map[string]*plain{"a": one}, map[*plain]int{one: 1}, &map[string]int{"a": 1},
		[][]*plain{{one}}, map[string][]plain{"a": {{}}}, []holder{{one}},
		&named{"n"}, named{"n"}, valued{"v"}, &valued{"v"}, []*named{{"n"}}, []named{{"n"}}, map[string]*named{"a": {"n"}},
		naming{&named{"n"}}, unnaming{&named{"n"}}, embeds{&named{"n"}}, outer{inner{&named{"n"}}}, stuck{inner{&named{"n"}}},
		&failure{}, []*failure{{}}, coded{one}, []coded{{one}}, &coded{one},
		chain, &chain, timed{time.Time{}}, &timed{time.Time{}},
		big.NewInt(9), *big.NewInt(9), money{big.NewInt(9)}, []*big.Int{big.NewInt(9)}, []string{"a"}, &[]string{"a"},
		struct{ C chan int }{make(chan int)}, struct{ F func() }{func() {}}, []chan int{make(chan int)}, []*int{&count},
		[]unsafe.Pointer{unsafe.Pointer(one)}, map[string]func(){"f": func() {}}, &[1]int{3}, uintptr(3),
	}
)

// address is one as fmt prints it: in any base that it prints pointers in.
var address = regexp.MustCompile(`(0x|c0|C0)?[0-9a-fA-F]{6,}|[0-9]{9,}|[01]{24,}`)

// TestFmtAgrees compares what is said of a type with what fmt prints of a value
// of it, with every verb.
func TestFmtAgrees(t *testing.T) {
	list := typesOfValues(t)
	if len(list) != len(values) {
		t.Fatalf("got %d types, want %d", len(list), len(values))
	}
	for i, v := range values {
		for _, layout := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x", "%q", "%p", "%t", "%T", "%b", "%f", "%c"} {
			verb, sharp := rune(layout[len(layout)-1]), strings.Contains(layout, "#")
			got, of := Printed(list[i], verb, sharp)
			text := fmt.Sprintf(layout, v)
			if want := address.MatchString(text); (got != Nothing) != want {
				t.Errorf("%s of %s: got %v (%v), but fmt prints %s", layout, list[i], got, of, text)
			}
		}
	}
}

func typesOfValues(t *testing.T) (list []types.Type) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "format_test.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	config := types.Config{Importer: importer.ForCompiler(fset, "source", nil), Error: func(error) {}}
	_, _ = config.Check("format", fset, []*ast.File{file}, info) // the package's own names are not there
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Names[0].Name != "values" {
			return true
		}
		for _, e := range spec.Values[0].(*ast.CompositeLit).Elts {
			list = append(list, types.Default(info.TypeOf(e)))
		}
		return false
	})
	return list
}

func TestVerbs(t *testing.T) {
	for layout, want := range map[string]string{
		"":                  "",
		"100%":              "",
		"%v":                "v0",
		"%d of %%, %+v":     "d0 v1",
		"%#v %#x":           "#v0 x1",
		"%*d|%.*f|%v":       "d1 f3 v4",
		"%[2]v %[1]d %s":    "v1 d0 s1",
		"%[3]*.[2]*[1]f %v": "f0 v1",
		"%-10.3s|%05d":      "s0 d1",
		"%!":                "!0",
		"%[x]v":             "[0",
	} {
		var got []string
		for _, v := range verbs(layout) {
			sharp := ""
			if v.sharp {
				sharp = "#"
			}
			got = append(got, fmt.Sprintf("%s%c%d", sharp, v.verb, v.arg))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: got %s, want %s", layout, s, want)
		}
	}
}
