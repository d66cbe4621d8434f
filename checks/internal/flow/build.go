package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/origin"
	"github.com/tallystick/tallystick/checks/internal/profile"
)

// Machine builds what the checks share of one package: SSA form, call graph,
// transactions of the state machine that the profile in force describes, Fabric
// where none is. Its result is a *Package, nil where the package holds no
// transactions. Its facts carry flows across packages.
//
// x/tools' buildssa would do the first part, for every package.
var Machine = &analysis.Analyzer{
	Name:       "chaincodeflow",
	Doc:        "find a state machine's transactions and build its SSA form for the checks",
	Run:        build,
	ResultType: reflect.TypeFor[*Package](),
	FactTypes:  []analysis.Fact{new(Summary), new(Yields)},
}

// Analyzer is Machine for what only holds of Fabric: its result is nil when the
// profile in force is of another state machine.
var Analyzer = &analysis.Analyzer{
	Name:       "fabricflow",
	Doc:        "find a chaincode's transactions and build its SSA form for the checks",
	Requires:   []*analysis.Analyzer{Machine},
	Run:        ofFabric,
	ResultType: reflect.TypeFor[*Package](),
}

func ofFabric(pass *analysis.Pass) (any, error) {
	if machine := profile.Current(); machine != nil && !machine.Fabric {
		return (*Package)(nil), nil
	}
	return pass.ResultOf[Machine], nil
}

// Package is one package of chaincode, ready to be followed.
type Package struct {
	Fset *token.FileSet
	// Funcs are the functions with a body, closures behind their parents, in
	// source order; functions of test files are left out.
	Funcs []*ssa.Function

	types    *types.Package
	ssa      *ssa.Package
	tests    map[*token.File]bool
	carriers fabric.Carriers
	calls    *callGraph
	entries  map[*ssa.Function]Entry
	reached  map[*ssa.Function]bool
	globals  map[*ssa.Global][]ssa.Instruction
	sinks    map[*ssa.Function]*Sink
	foreign  foreign
	promoted []promoted
	// chaincode is false for a package that only helps: what it yields is
	// wanted, transactions it has none.
	chaincode bool
	module    string // its path, "" where it is not known
	exits     map[*ssa.Function]*exits
	fails     map[*ssa.Function]verdict
	// contracts are the methods of each type that outlives a transaction.
	contracts map[*types.TypeName][]*ssa.Function
}

func build(pass *analysis.Pass) (any, error) {
	chaincode := fabric.Concerns(pass.Pkg)
	if forTests(pass.Pkg) || plumbing(pass.Pkg.Path()) || framework(pass) || !chaincode && !helps(pass) {
		return (*Package)(nil), nil
	}
	p := newPackage(pass, chaincode)
	p.writeFacts(pass)
	if !chaincode {
		return (*Package)(nil), nil
	}
	return p, nil
}

func moduleOf(pass *analysis.Pass) string {
	if pass.Module == nil {
		return ""
	}
	return pass.Module.Path
}

// sameModule says whether pkg is of the module that is looked at.
func (p *Package) sameModule(pkg *types.Package) bool {
	return p.module != "" && (pkg.Path() == p.module || strings.HasPrefix(pkg.Path(), p.module+"/"))
}

// helps says whether the package may hand out what endorsers do not agree on,
// to a package of chaincode.
func helps(pass *analysis.Pass) bool {
	return pass.Pkg.Name() != "main" && origin.Mentions(pass.TypesInfo)
}

// forTests says whether the package serves tests, by its name: mocks of the
// stub, and what fills them.
func forTests(pkg *types.Package) bool {
	switch path := pkg.Path(); path[strings.LastIndexByte(path, '/')+1:] {
	case "mock", "mocks", "fake", "fakes", "testing", "testutil", "testutils", "testdata", "testhelper", "testhelpers":
		return true
	}
	return strings.HasSuffix(pkg.Name(), "mock") || strings.HasSuffix(pkg.Name(), "mocks")
}

// framework says whether the package is of a module that the profile in force
// builds on, and not of the one that is looked at.
func framework(pass *analysis.Pass) bool {
	return pass.Module != nil && pass.Module.Version != "" && profile.Current().Concerns(pass.Pkg.Path())
}

// plumbing says whether path is what chaincode stands on rather than a part of
// it: the standard library, the shim and contract-api, and what those need.
// They have clocks and random numbers of their own, for timeouts and trace
// identifiers, and hand none of them to chaincode but by the functions that
// package origin lists.
func plumbing(path string) bool {
	path = fabric.Unvendored(path)
	for _, root := range []string{
		"google.golang.org/", "golang.org/x/", "github.com/golang/protobuf/", "github.com/gogo/protobuf/", "go.uber.org/", "gopkg.in/yaml",
		"github.com/hyperledger/fabric-chaincode-go/", "github.com/hyperledger/fabric-contract-api-go/",
		"github.com/hyperledger/fabric-protos-go", "github.com/hyperledger/fabric/core/", "github.com/hyperledger/fabric/common/",
		"github.com/hyperledger/fabric/bccsp", "github.com/hyperledger/fabric/protos/", "github.com/hyperledger/fabric/msp",
		"github.com/go-openapi/", "github.com/xeipuuv/", "github.com/stretchr/testify/", "github.com/sirupsen/logrus", "github.com/rs/zerolog",
	} {
		if strings.HasPrefix(path, root) {
			return true
		}
	}
	return standard(path)
}

func newPackage(pass *analysis.Pass, chaincode bool) *Package {
	prog := ssa.NewProgram(pass.Fset, 0)
	for _, imp := range pass.Pkg.Imports() {
		prog.CreatePackage(imp, nil, nil, true)
	}
	pkg := prog.CreatePackage(pass.Pkg, pass.Files, pass.TypesInfo, false)
	pkg.Build()

	p := &Package{
		Fset: pass.Fset, types: pass.Pkg, ssa: pkg, chaincode: chaincode, module: moduleOf(pass),
		tests:     map[*token.File]bool{},
		globals:   map[*ssa.Global][]ssa.Instruction{},
		exits:     map[*ssa.Function]*exits{},
		fails:     map[*ssa.Function]verdict{},
		contracts: map[*types.TypeName][]*ssa.Function{},
	}
	for _, file := range pass.Files {
		if isTest(pass.Fset, file) {
			p.tests[pass.Fset.File(file.FileStart)] = true
			continue
		}
		p.addDecls(pass.TypesInfo, file)
	}
	p.calls = p.graph()
	if chaincode {
		p.findEntries()
	}
	p.readFacts(pass)
	p.findSinks()
	p.findGlobals()
	p.findExits()
	return p
}

// InTest says whether pos lies in a test file, or in a mock that a tool made
// for tests: what they do is no transaction.
func (p *Package) InTest(pos token.Pos) bool { return p.tests[p.Fset.File(pos)] }

// isTest says whether file is for tests, by its name or its maker.
func isTest(fset *token.FileSet, file *ast.File) bool {
	if strings.HasSuffix(fset.File(file.FileStart).Name(), "_test.go") {
		return true
	}
	for _, group := range file.Comments {
		if group.Pos() > file.Package {
			break
		}
		for _, maker := range []string{"counterfeiter", "mockgen", "MockGen", "mockery", "moq"} {
			if ast.IsGenerated(file) && strings.Contains(group.List[0].Text, "by "+maker) {
				return true
			}
		}
	}
	return false
}

func (p *Package) addDecls(info *types.Info, file *ast.File) {
	for _, decl := range file.Decls {
		if d, ok := decl.(*ast.FuncDecl); ok {
			if obj, ok := info.Defs[d.Name].(*types.Func); ok {
				p.addFunc(p.ssa.Prog.FuncValue(obj))
			}
		}
	}
	// Package variables are initialised by the synthetic init; a closure in
	// one of them (a router's table, a transaction's routine) hangs below it.
	if init := p.ssa.Func("init"); init != nil && len(p.Funcs) > 0 && p.Funcs[0] != init {
		p.Funcs = append([]*ssa.Function{init}, p.Funcs...)
		for _, anon := range init.AnonFuncs {
			p.addFunc(anon)
		}
	}
}

func (p *Package) addFunc(fn *ssa.Function) {
	if fn == nil || fn.Blocks == nil {
		return
	}
	p.Funcs = append(p.Funcs, fn)
	for _, anon := range fn.AnonFuncs {
		p.addFunc(anon)
	}
}

// findGlobals lists, for each package variable, the instructions that use it,
// and the methods of the types that outlive a transaction.
func (p *Package) findGlobals() {
	for _, fn := range p.Funcs {
		if fn.Signature.Recv() != nil && len(fn.Params) > 0 {
			if n := Lasting(fn.Params[0].Type()); n != nil {
				p.contracts[n.Obj()] = append(p.contracts[n.Obj()], fn)
			}
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				for _, op := range instr.Operands(nil) {
					if g, ok := (*op).(*ssa.Global); ok {
						p.globals[g] = append(p.globals[g], instr)
					}
				}
			}
		}
	}
}

// Uses are the instructions that use the package variable g.
func (p *Package) Uses(g *ssa.Global) []ssa.Instruction { return p.globals[g] }

// Methods are the methods of a contract or chaincode.
func (p *Package) Methods(n *types.TypeName) []*ssa.Function { return p.contracts[n] }

// Callers are the calls in the package that may come to fn.
func (p *Package) Callers(fn *ssa.Function) []ssa.CallInstruction { return p.calls.callers[fn] }

// Makers are the instructions that use fn as a value.
func (p *Package) Makers(fn *ssa.Function) []ssa.Instruction { return p.calls.makers[fn] }

// Above are the functions and all that call them, or that the closures among
// them hang below; sure says that calls through interfaces and function values,
// which may go elsewhere, do not count.
func (p *Package) Above(list []*ssa.Function, sure bool) map[*ssa.Function]bool {
	seen := map[*ssa.Function]bool{}
	for len(list) > 0 {
		fn := list[0]
		list = list[1:]
		if seen[fn] {
			continue
		}
		seen[fn] = true
		for _, site := range p.Callers(fn) {
			if !sure || len(p.Callees(site)) == 1 {
				list = append(list, site.Parent())
			}
		}
		if parent := fn.Parent(); parent != nil {
			list = append(list, parent)
		}
	}
	return seen
}
