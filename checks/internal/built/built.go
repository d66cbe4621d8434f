// Package built gives the SSA form of a package to checks that are not about
// chaincode alone.
//
// x/tools' buildssa does the same for every package of a run, dependencies too
// where a check has facts; a check that concerns few packages builds those
// only.
//
// It promises functions in source order, closures behind their parents.
package built

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"
)

// Functions are the functions of the package with a body, those of test files
// left out.
func Functions(pass *analysis.Pass) []*ssa.Function {
	prog := ssa.NewProgram(pass.Fset, 0)
	for _, imp := range pass.Pkg.Imports() {
		prog.CreatePackage(imp, nil, nil, true)
	}
	prog.CreatePackage(pass.Pkg, pass.Files, pass.TypesInfo, false).Build()
	var list []*ssa.Function
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		if fn == nil || fn.Blocks == nil {
			return
		}
		list = append(list, fn)
		for _, anon := range fn.AnonFuncs {
			add(anon)
		}
	}
	for _, file := range pass.Files {
		if strings.HasSuffix(pass.Fset.File(file.FileStart).Name(), "_test.go") {
			continue
		}
		for _, decl := range file.Decls {
			if d, ok := decl.(*ast.FuncDecl); ok {
				if obj, ok := pass.TypesInfo.Defs[d.Name].(*types.Func); ok {
					add(prog.FuncValue(obj))
				}
			}
		}
	}
	return list
}

// Callers gives, for each function, the calls in the package that name it.
func Callers(funcs []*ssa.Function) map[*ssa.Function][]ssa.CallInstruction {
	callers := map[*ssa.Function][]ssa.CallInstruction{}
	for _, fn := range funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if site, ok := instr.(ssa.CallInstruction); ok {
					if callee := Callee(site.Common()); callee != nil {
						callers[callee] = append(callers[callee], site)
					}
				}
			}
		}
	}
	return callers
}

// Callee is the function of the package that a call names: a generic one for
// its instances, nil where it is another package's or not known.
func Callee(call *ssa.CallCommon) *ssa.Function {
	fn := call.StaticCallee()
	if fn == nil {
		return nil
	}
	if origin := fn.Origin(); origin != nil {
		fn = origin
	}
	if fn.Blocks == nil {
		return nil
	}
	return fn
}
