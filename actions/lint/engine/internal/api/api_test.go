package api_test

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tallystick/tallystick/actions/lint/engine/internal/api"
)

// world checks packages of the standard library from source, each against
// the decoded APIs of those that it imports.
type world struct {
	fset    *token.FileSet
	source  map[string]*types.Package
	decoded map[string]*types.Package
	data    map[string][]byte
}

func (w *world) add(path string, files []*ast.File, importMap map[string]string) error {
	pkg, err := (&types.Config{
		Importer: importerFunc(func(path string) (*types.Package, error) {
			if path == "unsafe" {
				return types.Unsafe, nil
			}
			if mapped, ok := importMap[path]; ok {
				path = mapped
			}
			if p := w.decoded[path]; p != nil {
				return p, nil
			}
			return nil, errors.New("not there: " + path)
		}),
		IgnoreFuncBodies: true, FakeImportC: true, Sizes: types.SizesFor("gc", "amd64"),
	}).Check(path, w.fset, files, nil)
	if err != nil {
		return err
	}
	if w.data[path], err = api.Encode(pkg); err != nil {
		return err
	}
	w.source[path] = pkg
	w.decoded[path], err = api.Decode(path, w.data[path], func(path string) (*types.Package, error) {
		if path == "unsafe" {
			return types.Unsafe, nil
		}
		if p := w.decoded[path]; p != nil {
			return p, nil
		}
		return nil, errors.New("not there: " + path)
	})
	return err
}

type importerFunc func(string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

func newWorld() *world {
	return &world{token.NewFileSet(), map[string]*types.Package{}, map[string]*types.Package{}, map[string][]byte{}}
}

// TestStandardLibrary sends every package of the standard library through,
// and compares all that go/types can print of it, and what a second turn
// makes of it.
func TestStandardLibrary(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{.ImportPath}}\t{{.Dir}}\t{{range .GoFiles}}{{.}} {{end}}{{range .CgoFiles}}{{.}} {{end}}\t{{range $k, $v := .ImportMap}}{{$k}} {{$v}} {{end}}", "std").Output()
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld()
	objects := 0
	for line := range strings.Lines(string(out)) {
		part := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		path := part[0]
		if path == "unsafe" {
			continue
		}
		importMap := map[string]string{}
		mapped := strings.Fields(part[3])
		for i := 0; i+1 < len(mapped); i += 2 {
			importMap[mapped[i]] = mapped[i+1]
		}
		var files []*ast.File
		for _, name := range strings.Fields(part[2]) {
			file, err := parser.ParseFile(w.fset, filepath.Join(part[1], name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
		if err := w.add(path, files, importMap); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		objects += compare(t, w.source[path], w.decoded[path])
		again, err := api.Encode(w.decoded[path])
		if err != nil || !bytes.Equal(again, w.data[path]) {
			t.Errorf("%s: a second turn gives other bytes (%v)", path, err)
		}
	}
	if objects < 10_000 {
		t.Errorf("only %d objects were compared", objects)
	}
}

// compare compares what importers can see of a package.
func compare(t *testing.T, source, decoded *types.Package) (n int) {
	t.Helper()
	for _, name := range source.Scope().Names() {
		obj := source.Scope().Lookup(name)
		if !obj.Exported() {
			continue
		}
		n++
		got, want := describe(decoded.Scope().Lookup(name)), describe(obj)
		if got != want {
			t.Errorf("%s.%s: got\n  %s\nwant\n  %s", source.Path(), name, got, want)
		}
		if key := api.Key(obj); key != name || api.Object(decoded, key) != decoded.Scope().Lookup(name) {
			t.Errorf("%s.%s: key %q leads elsewhere", source.Path(), name, key)
		}
	}
	return n
}

// describe prints an object with its fields' tags, its methods and values.
func describe(obj types.Object) string {
	if obj == nil {
		return "nothing"
	}
	var b strings.Builder
	fmt.Fprint(&b, types.ObjectString(obj, nil))
	switch obj := obj.(type) {
	case *types.Const:
		fmt.Fprint(&b, " = ", obj.Val().ExactString())
	case *types.TypeName:
		fmt.Fprintf(&b, " | %v", obj.Type().Underlying())
		set := types.NewMethodSet(types.NewPointer(obj.Type()))
		for i := range set.Len() {
			fmt.Fprintf(&b, " | %v %v", set.At(i), set.At(i).Index())
		}
		if named, ok := obj.Type().(*types.Named); ok {
			for m := range named.Methods() {
				fmt.Fprintf(&b, " | %s recv %v key %s", m.Name(), m.Signature().Recv(), api.Key(m))
			}
		}
	}
	return b.String()
}

// TestAsTheCompiler compares with what the compiler's export data says, for
// shapes that the standard library lacks.
func TestShapes(t *testing.T) {
	const src = `package p

type A = []B
type B struct{ next *A; F func(x int, rest ...string) (err error) }
type Set[K comparable] = map[K]struct{}
type List[T interface{ ~int | ~string; Less(T) bool }] struct { head *node[T]; Set[string] }
type node[T any] struct { v T; next *node[T] }
func (l *List[E]) Push(e E) *List[E] { return l }
func (n node[T]) Value() T { return n.v }
type Rec[P interface{ M(Rec[P]) }] struct{ p P }
type I interface { error; m(); N() interface{ I } }
type J I
type hidden struct{ X int }
func (hidden) Method() {}
func (*hidden) unexported() {}
var V = hidden{}
func Map[K comparable, V any, M ~map[K]V](m M) (keys []K) { return nil }
const Big = 1 << 100
const Third = 1.0 / 3
const Tiny = 1e-400
const Complex = 1 + 2i
const Rune = 'x'
type Byte byte
var W, X = func(b []byte, r rune) any { return nil }, struct{ a int "tag" }{}
type C chan<- <-chan int
type E struct { *hidden; I }
func Append(b []byte, s ...byte) {}
var G Set[int]
`
	w := newWorld()
	file, err := parser.ParseFile(w.fset, "p.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.add("p", []*ast.File{file}, nil); err != nil {
		t.Fatal(err)
	}
	if n := compare(t, w.source["p"], w.decoded["p"]); n < 15 {
		t.Errorf("compared %d objects", n)
	}
	for _, key := range []string{"List#Push", "hidden#Method", "I#N", "hidden#unexported", "B.UF1"} {
		if obj := api.Object(w.decoded["p"], key); obj == nil || api.Key(obj) != key {
			t.Errorf("key %s leads to %v", key, obj)
		}
	}
}

// TestDigest says what changes a digest: what importers can see, near or far,
// and nothing else.
func TestDigest(t *testing.T) {
	digest := func(low, high string) string {
		w := newWorld()
		for _, p := range []struct{ path, src string }{{"low", low}, {"high", high}} {
			file, err := parser.ParseFile(w.fset, p.path+".go", "package "+p.path+"\n"+p.src, 0)
			if err != nil {
				t.Fatal(err)
			}
			if err := w.add(p.path, []*ast.File{file}, nil); err != nil {
				t.Fatal(err)
			}
		}
		d, err := api.Digest(w.source["high"], func(string) (bool, string) { return true, "" })
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf("%x", d)
	}
	const low, high = "type T struct{}\nfunc (T) M() {}\nfunc F() {}", "import \"low\"\nfunc G() low.T { return low.T{} }"
	first := digest(low, high)
	for _, test := range []struct {
		name, low, high string
		same            bool
	}{
		{"the same", low, high, true},
		{"a body, a comment, a line more", low + "\n\n// c", "\n\n" + high + "\nfunc hidden() {}", true},
		{"what is not mentioned", low + "\nfunc More() {}", high, true},
		{"a method of what is mentioned", low + "\nfunc (T) N() {}", high, false},
		{"a field below what is mentioned", strings.Replace(low, "struct{}", "struct{ f *U }; type U int", 1), high, false},
		{"an export", low, high + "\nfunc H() {}", false},
		{"a name of a parameter", low, strings.Replace(high, "G()", "G(x int)", 1), false},
	} {
		if got := digest(test.low, test.high) == first; got != test.same {
			t.Errorf("%s: same digest: %v, want %v", test.name, got, test.same)
		}
	}
}

// Whatever the bytes, Decode ends.
func FuzzDecode(f *testing.F) {
	w := newWorld()
	file, err := parser.ParseFile(w.fset, "p.go", "package p; type T[P any] struct{ f []P }; func (T[P]) M(x ...int) T[P]; var V T[int]; const C = 1.5", 0)
	if err != nil {
		f.Fatal(err)
	}
	if err := w.add("p", []*ast.File{file}, nil); err != nil {
		f.Fatal(err)
	}
	pkg, data := w.source["p"], w.data["p"]
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = api.Decode("p", data, func(string) (*types.Package, error) { return pkg, nil })
	})
}
