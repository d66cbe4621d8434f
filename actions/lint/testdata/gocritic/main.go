// Command gocritic runs go-critic's checkers on ./... the plain way: what
// cmd/gocritic does in its steps "assign checker params", "init checkers" and
// "run checkers", with go-critic's own engine for its embedded rules.
//
//	gocritic tags [all] [checker.param=value]...
//
// It is what the critic tier is compared with.
package main

import (
	"fmt"
	"go/token"
	"go/types"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/go-critic/go-critic/checkers"
	"github.com/go-critic/go-critic/linter"
	"golang.org/x/tools/go/packages"
)

func main() {
	if err := checkers.InitEmbeddedRules(); err != nil {
		log.Fatal(err)
	}
	fset := token.NewFileSet()
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.LoadSyntax | packages.NeedForTest, Tests: true, Fset: fset, BuildFlags: []string{"-tags=" + os.Args[1]},
	}, "./...")
	if err != nil {
		log.Fatal(err)
	}
	ctx := linter.NewContext(fset, types.SizesFor("gc", runtime.GOARCH))
	var enabled []*linter.Checker
	for _, info := range linter.GetCheckersInfo() {
		assign(info, os.Args[2:])
		all := slices.Contains(os.Args, "all") && info.Name != "ruleguard"
		if !all && (info.HasTag(linter.ExperimentalTag) || info.HasTag(linter.OpinionatedTag) ||
			info.HasTag(linter.PerformanceTag) || info.HasTag(linter.SecurityTag)) {
			continue
		}
		checker, err := linter.NewChecker(ctx, info)
		if err != nil {
			log.Fatal(err)
		}
		enabled = append(enabled, checker)
	}
	generated := regexp.MustCompile("Code generated .* DO NOT EDIT.")
	tested := map[string]bool{} // packages that are loaded with their tests too
	for _, pkg := range pkgs {
		if pkg.ForTest == pkg.PkgPath {
			tested[pkg.PkgPath] = true
		}
	}
	for _, pkg := range pkgs {
		if pkg.ForTest == "" && (tested[pkg.PkgPath] || strings.HasSuffix(pkg.ID, ".test")) {
			continue
		}
		ctx.SetPackageInfo(pkg.TypesInfo, pkg.Types)
		for _, file := range pkg.Syntax {
			if len(file.Comments) != 0 && generated.MatchString(file.Comments[0].Text()) {
				continue
			}
			ctx.SetFileInfo(filepath.Base(fset.Position(file.Pos()).Filename), file)
			for _, checker := range enabled {
				for _, w := range checker.Check(file) {
					fmt.Printf("%s: %s: %q\n", fset.Position(w.Pos), checker.Info.Name, w.Text)
				}
			}
		}
	}
}

// assign gives a checker its parameters.
func assign(info *linter.CheckerInfo, args []string) {
	for _, arg := range args {
		key, value, _ := strings.Cut(arg, "=")
		param := info.Params[strings.TrimPrefix(key, info.Name+".")]
		if param == nil || !strings.HasPrefix(key, info.Name+".") {
			continue
		}
		switch param.Value.(type) {
		case bool:
			param.Value = value == "true"
		case int:
			n, err := strconv.Atoi(value)
			if err != nil {
				log.Fatal(err)
			}
			param.Value = n
		case string:
			param.Value = value
		}
	}
}
