package critic

import (
	"strconv"
	"sync"

	"github.com/go-critic/go-critic/linter"
	"github.com/tallystick/tallystick/actions/lint/tier"
	"golang.org/x/tools/go/analysis"
)

// native is a checker that is written in Go.
func native(info *linter.CheckerInfo) tier.Check {
	c := check(info.Name, info.Summary, info.Tags, nativeAnalyzer(info, nil))
	c.Manual = manualOf(info.Summary, info.Details, info.Before, info.After, info.Note)
	for name, param := range info.Params {
		c.Params = append(c.Params, tier.Param{Name: name, Usage: param.Usage, Default: param.Value})
	}
	if c.Params != nil {
		c.Configure = func(values map[string]string) *analysis.Analyzer {
			return check(info.Name, info.Summary, info.Tags, nativeAnalyzer(info, values)).Analyzer
		}
	}
	return c
}

// nativeAnalyzer makes a checker for every package, which costs some
// microseconds: checkers keep state in it and in its context, and packages
// are analysed side by side.
func nativeAnalyzer(info *linter.CheckerInfo, values map[string]string) *analysis.Analyzer {
	return &analysis.Analyzer{Run: func(pass *analysis.Pass) (any, error) {
		ctx := linter.NewContext(pass.Fset, pass.TypesSizes)
		ctx.SetPackageInfo(pass.TypesInfo, pass.Pkg)
		checker, err := newChecker(ctx, info, values)
		if err != nil {
			return nil, err
		}
		for _, file := range written(pass) {
			ctx.SetFileInfo(baseName(pass, file), file)
			for _, w := range checker.Check(file) {
				pass.Report(diagnostic(w.Pos, w.Text, w.Suggestion))
			}
		}
		return nil, nil
	}}
}

// params is held while a checker's parameters are read. The library keeps
// them in one place for the whole process.
var params sync.Mutex

// newChecker makes a checker with some values for its parameters, which are
// read then and never again, and puts the old ones back.
func newChecker(ctx *linter.Context, info *linter.CheckerInfo, values map[string]string) (*linter.Checker, error) {
	if len(info.Params) == 0 {
		return linter.NewChecker(ctx, info)
	}
	params.Lock()
	defer params.Unlock()
	for name, value := range values {
		param := info.Params[name]
		old := param.Value
		param.Value = parse(value, old)
		defer func() { param.Value = old }()
	}
	return linter.NewChecker(ctx, info)
}

// parse reads a value as one of the kind of an old one. It is well-formed.
func parse(value string, old any) any {
	switch old.(type) {
	case bool:
		return value == "true"
	case int:
		n, err := strconv.Atoi(value)
		if err != nil {
			return old
		}
		return n
	}
	return value
}
