package checktest

import (
	"fmt"
	"go/ast"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"maps"
	"path"
	"slices"
	"strings"
)

// headings are those of every check's page, in their order.
var headings = []string{"Bad", "Good", "What it will not report", "Suppressing"}

// Page is the manual of a check, taken apart.
type Page struct {
	Opening   int // paragraphs before the first heading
	Bad, Good string
	Promise   bool
}

// ParsePage takes a manual apart, and says in a sentence what it lacks.
func ParsePage(doc string) (Page, error) {
	var p Page
	var seen []string
	sections := map[string]int{}
	code := map[string][]string{}
	last := ""
	for _, block := range new(comment.Parser).Parse(doc).Content {
		in := ""
		if len(seen) > 0 {
			in = seen[len(seen)-1]
		}
		switch b := block.(type) {
		case *comment.Heading:
			seen = append(seen, textOf(b.Text))
			continue
		case *comment.Code:
			code[in] = append(code[in], b.Text)
			last = ""
		case *comment.Paragraph:
			last = textOf(b.Text)
			if in == "" {
				p.Opening++
			}
		}
		sections[in]++
	}
	p.Bad, p.Good = strings.Join(code["Bad"], "\n"), strings.Join(code["Good"], "\n")
	switch {
	case !slices.Equal(seen, headings):
		return p, fmt.Errorf("its headings are %q, want %q", seen, headings)
	case p.Opening < 2:
		return p, fmt.Errorf("nothing stands between its first sentence and Bad: say what breaks and why, with a source")
	case p.Bad == "":
		return p, fmt.Errorf("it has no code under Bad: indent it by a tab")
	case p.Good == "":
		return p, fmt.Errorf("it has no code under Good: indent it by a tab")
	case !strings.Contains(p.Bad, finding):
		return p, fmt.Errorf("no line under Bad ends in %q: mark those that are reported", finding)
	case strings.Contains(p.Good, finding):
		return p, fmt.Errorf("a line under Good ends in %q: good code is not reported", finding)
	case sections[headings[2]] == 0 || sections[headings[3]] == 0:
		return p, fmt.Errorf("a section is empty: say what is quiet and when to silence a finding")
	case !strings.Contains(strings.Join(code[headings[3]], "\n"), "//nolint:"):
		return p, fmt.Errorf("it has no example of //nolint under %s", headings[3])
	case !strings.HasPrefix(last, "It promises "):
		return p, fmt.Errorf("it ends %.40q, want what it promises", last)
	}
	return p, nil
}

func textOf(text []comment.Text) string {
	printer := comment.Printer{TextWidth: -1}
	return strings.TrimSpace(string(printer.Text(&comment.Doc{Content: []comment.Block{&comment.Paragraph{Text: text}}})))
}

// finding ends a line of an example that is reported.
const finding = "// finding"

// Findings are the numbers of the lines that are marked as reported.
func Findings(source string) (lines []int) {
	n := 0
	for line := range strings.Lines(source) {
		if n++; strings.HasSuffix(strings.TrimRight(line, "\n"), finding) {
			lines = append(lines, n)
		}
	}
	return lines
}

// Names that examples mention are packages of the standard library, at their
// own path or at one of these, or of the modules below.
var nested = []string{
	"container/heap", "container/list", "crypto/ecdsa", "crypto/ed25519", "crypto/elliptic", "crypto/hmac", "crypto/md5", "crypto/rsa",
	"crypto/sha1", "crypto/sha256", "crypto/sha512", "crypto/x509", "database/sql", "encoding/base64", "encoding/binary", "encoding/csv",
	"encoding/gob", "encoding/hex", "encoding/json", "encoding/pem", "encoding/xml", "hash/fnv", "io/fs", "io/ioutil", "math/big",
	"math/bits", "math/rand", "net/http", "net/url", "os/exec", "os/user", "path/filepath", "runtime/debug", "sync/atomic", "text/template",
	"unicode/utf8",
}

var modules = map[string]string{
	"badger":      "github.com/dgraph-io/badger/v4",
	"cid":         "github.com/hyperledger/fabric-chaincode-go/v2/pkg/cid",
	"contractapi": "github.com/hyperledger/fabric-contract-api-go/v2/contractapi",
	"ksuid":       "github.com/segmentio/ksuid",
	"metadata":    "github.com/hyperledger/fabric-contract-api-go/v2/metadata",
	"peer":        "github.com/hyperledger/fabric-protos-go-apiv2/peer",
	"proto":       "google.golang.org/protobuf/proto",
	"protojson":   "google.golang.org/protobuf/encoding/protojson",
	"ptypes":      "github.com/golang/protobuf/ptypes",
	"queryresult": "github.com/hyperledger/fabric-protos-go-apiv2/ledger/queryresult",
	"shim":        "github.com/hyperledger/fabric-chaincode-go/v2/shim",
	"statebased":  "github.com/hyperledger/fabric-chaincode-go/v2/pkg/statebased",
	"timestamppb": "google.golang.org/protobuf/types/known/timestamppb",
	"ulid":        "github.com/oklog/ulid/v2",
	"uuid":        "github.com/google/uuid",
}

// importPath is the package of a name in the declarations.
func importPath(name, declarations string) string {
	if name == "rand" && (strings.Contains(declarations, "rand.Reader") || strings.Contains(declarations, "rand.Text()")) {
		return "crypto/rand"
	}
	if p := modules[name]; p != "" {
		return p
	}
	for _, p := range nested {
		if path.Base(p) == name {
			return p
		}
	}
	return name
}

// Complete makes a file of declarations: it adds the package clause, imports
// of what they mention, and a type Contract unless they have one. It gives the
// number of lines that stand before them.
func Complete(pkg, declarations string) (source string, before int, err error) {
	head := "package " + pkg + "\n"
	if constraint, _, _ := strings.Cut(declarations, "\n"); strings.HasPrefix(constraint, "//go:build ") {
		head = constraint + "\n\n" + head // the language that the example is written in
	}
	file, err := parser.ParseFile(token.NewFileSet(), "", head+declarations, parser.SkipObjectResolution)
	if err != nil {
		return "", 0, err
	}
	if len(file.Imports) > 0 {
		return "", 0, fmt.Errorf("the example imports %s: imports are added to it", file.Imports[0].Path.Value)
	}
	declared, mentioned := declaredIn(file), mentions(file)
	tail := ""
	if !declared["Contract"] && strings.Contains(declarations, "*Contract)") {
		mentioned["contractapi"] = true
		tail = "\ntype Contract struct{ contractapi.Contract }\n"
	}
	var b strings.Builder
	b.WriteString(head)
	for _, name := range slices.Sorted(maps.Keys(mentioned)) {
		if !declared[name] {
			fmt.Fprintf(&b, "import %s %q\n", name, importPath(name, declarations))
		}
	}
	before = strings.Count(b.String(), "\n")
	return b.String() + declarations + tail, before, nil
}

// declaredIn are the names that the file declares in its package.
func declaredIn(file *ast.File) map[string]bool {
	declared := map[string]bool{}
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch s := spec.(type) {
				case *ast.TypeSpec:
					declared[s.Name.Name] = true
				case *ast.ValueSpec:
					for _, name := range s.Names {
						declared[name.Name] = true
					}
				}
			}
		case *ast.FuncDecl:
			if d.Recv == nil {
				declared[d.Name.Name] = true
			}
		}
	}
	return declared
}

// mentions are the names before a dot that nothing in the file declares around
// them: packages.
func mentions(file *ast.File) map[string]bool {
	local := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			for _, name := range n.Names {
				local[name.Name] = true
			}
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				for _, lhs := range n.Lhs {
					if id, ok := lhs.(*ast.Ident); ok {
						local[id.Name] = true
					}
				}
			}
		case *ast.RangeStmt:
			for _, e := range []ast.Expr{n.Key, n.Value} {
				if id, ok := e.(*ast.Ident); ok {
					local[id.Name] = true
				}
			}
		case *ast.ValueSpec:
			for _, name := range n.Names {
				local[name.Name] = true
			}
		}
		return true
	})
	found := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok && !local[id.Name] {
				found[id.Name] = true
			}
		}
		return true
	})
	return found
}
