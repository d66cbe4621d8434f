package main

import (
	"context"
	"fmt"
	"go/token"
	"io"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// tally is how often a check says something, by its severity and words but
// for the numbers of lines, which move.
type tally map[string]int

// verdicts on a mutant.
const (
	broken = "does not type-check"
	missed = "missed"
	// unasked is right code with a mistake that no check is there for.
	unasked = "no such check"
)

// outcome is what the check said of a mutant: error, warning, notice, or one
// of the verdicts.
type outcome struct {
	*mutant
	verdict string
	other   []string // checks that say something new, where it was missed
	why     string   // it does not type-check
}

// result is what became of the mutants of one check.
type result struct {
	mutator
	check    *analysis.Analyzer
	possible int
	outcomes []outcome
	took     time.Duration
}

// run makes the mutants of a check and asks it.
func (r *result) run(ctx context.Context, units []*unit, known map[string]*analysis.Analyzer, o options) error {
	var all []*mutant
	for _, u := range units {
		all = append(all, r.mutants(u)...)
	}
	r.possible = len(all)
	start := time.Now()
	for _, m := range chosen(all, o) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		out, err := r.try(m, known)
		if err != nil {
			return fmt.Errorf("%s in %s: %w", m.shape, m.where(), err)
		}
		r.outcomes = append(r.outcomes, out)
	}
	r.took = time.Since(start)
	return nil
}

// chosen are n of the mutants: of each shape in turn, so that none is left out.
func chosen(all []*mutant, o options) (list []*mutant) {
	random := rand.New(rand.NewPCG(o.seed, 0))
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	byShape := map[string][]*mutant{}
	var shapes []string
	for _, m := range all {
		if byShape[m.shape] == nil {
			shapes = append(shapes, m.shape)
		}
		byShape[m.shape] = append(byShape[m.shape], m)
	}
	slices.Sort(shapes)
	for len(list) < min(o.n, len(all)) {
		for _, shape := range shapes {
			if rest := byShape[shape]; len(rest) > 0 && len(list) < o.n {
				list, byShape[shape] = append(list, rest[0]), rest[1:]
			}
		}
	}
	return list
}

func (r *result) try(m *mutant, known map[string]*analysis.Analyzer) (outcome, error) {
	built, err := m.build()
	if err != nil {
		return outcome{mutant: m, verdict: broken, why: err.Error()}, nil
	}
	if r.check == nil {
		return outcome{mutant: m, verdict: unasked}, nil
	}
	best := missed
	for _, name := range append([]string{r.mutator.check}, r.also...) {
		if known[name] == nil {
			continue
		}
		worst, err := m.says(known[name], built)
		if err != nil {
			return outcome{}, err
		}
		if rank(worst) > rank(best) {
			best = worst
		}
	}
	out := outcome{mutant: m, verdict: best}
	if best == missed {
		for name, a := range known {
			if worst, err := m.says(a, built); err == nil && worst != missed {
				out.other = append(out.other, name)
			}
		}
		slices.Sort(out.other)
	}
	return out, nil
}

func rank(verdict string) int {
	return slices.Index([]string{missed, "notice", "warning", "error"}, verdict)
}

// before are the packages of build without the mistake.
func (m *mutant) before() []*packages.Package {
	list := []*packages.Package{m.unit.Package}
	for _, u := range m.unit.after {
		list = append(list, u.Package)
	}
	return list
}

// says is the worst of what a check says of the mutant and not of the code as
// it was.
func (m *mutant) says(a *analysis.Analyzer, built []*packages.Package) (string, error) {
	base, ok := m.unit.base[a.Name]
	if !ok {
		var err error
		if base, err = analyze(a, m.unit.under, m.before()); err != nil {
			return "", err
		}
		m.unit.base[a.Name] = base
	}
	now, err := analyze(a, m.unit.under, built)
	if err != nil {
		return "", err
	}
	worst := missed
	for words, n := range now {
		severity, _, _ := strings.Cut(words, ": ")
		if n > base[words] && rank(severity) > rank(worst) {
			worst = severity
		}
	}
	return worst, nil
}

var lines = regexp.MustCompile(`:\d+`)

// analyze runs a check over packages of one world, with facts of those under
// them. Others are no part of the graph: a check has nothing to say of them, nor
// do mistakes lie there.
func analyze(a *analysis.Analyzer, under, list []*packages.Package) (tally, error) {
	within := map[*packages.Package]*packages.Package{}
	var roots []*packages.Package
	for i, p := range slices.Concat(under, list) {
		q := *p
		q.Imports = map[string]*packages.Package{}
		for path, imported := range p.Imports {
			if in := within[imported]; in != nil {
				q.Imports[path] = in
			}
		}
		within[p] = &q
		if i >= len(under) {
			roots = append(roots, &q)
		}
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, roots, nil)
	if err != nil {
		return nil, err
	}
	said := tally{}
	for _, act := range graph.Roots {
		if act.Err != nil {
			return nil, act.Err
		}
		for _, d := range act.Diagnostics {
			message, _, _ := strings.Cut(d.Message, "\n")
			said[d.Category+": "+lines.ReplaceAllString(message, "")+at(act.Package.Fset, d.Pos)]++
		}
	}
	return said, nil
}

// at is the file of a place: two findings in the same words may be of two.
func at(fset *token.FileSet, pos token.Pos) string {
	name := fset.Position(pos).Filename
	return " in " + name[strings.LastIndexByte(name, '/')+1:]
}

// printAll prints every mutant of the check.
func (r *result) printAll(w io.Writer) {
	for _, out := range r.outcomes {
		fmt.Fprintf(w, "%s: %s: %s: %s %s\n", r.mutator.check, out.verdict, out.shape, out.where(), out.why)
	}
}
