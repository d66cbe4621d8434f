package random

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
)

// world is a module as the edits see it: what its packages declare, and what
// they use of each other.
type world struct {
	rnd  *rand.Rand
	std  bool // packages may import the standard library
	pkgs []*pkg
	// other is a module of its own in a folder, which go.mod replaces by.
	other *pkg

	goLine    string
	godebug   bool
	remark    int // a comment in go.mod
	replace   bool
	conf      map[string]string // staticcheck.conf by folder
	loose     map[string]string // files as they are, such as what breaks a package
	serial    int               // makes names that nobody has
	lines     map[string]int    // comment lines on top of a file
	renamed   map[string]string // how files are called instead
	nested    map[string]bool   // folders with a go.mod of their own
	snapshots []map[string]string
	breaks    []func(*world) // undo what breaks code
	last      string         // what lint said about it
}

// pkg is a package.
type pkg struct {
	path, dir, name string
	below           []*pkg // what it may import without a cycle
	api             map[string]int
	number          int  // in bodies and constants
	quiet           bool // says nothing bad of its own
	asm             int  // size of the frame in its assembly, or 0 for none
	embed           bool
	files           []*file
}

// file is one of its files.
type file struct {
	name      string
	kind      kind
	tag       string
	generated bool
	directive string // on top
	uses      []use
	api       []string // the declarations that are here
	unused    int
}

type kind int

const (
	plain kind = iota
	test       // of the package
	outer      // of the package p_test
)

// use is one use of what a package declares.
type use struct {
	what string
	of   *pkg
	id   int
	mute string // a comment that silences, or ""
}

// declarations are what each package may declare, by name, with the number of
// ways to do it. Way 0 is not at all.
func declarations() map[string]int {
	return map[string]int{"F": 5, "C": 3, "T": 5, "Die": 3, "E": 3, "G": 2, "P": 2}
}

func names() []string { return slices.Sorted(maps.Keys(declarations())) }

func newWorld(seed uint64, std bool) *world {
	w := &world{
		rnd: rand.New(rand.NewPCG(seed, 1)), std: std, goLine: "1.24",
		conf: map[string]string{}, loose: map[string]string{}, lines: map[string]int{}, renamed: map[string]string{}, nested: map[string]bool{},
	}
	w.other = w.newPkg("example.org/other", "other")
	for range 6 + w.rnd.IntN(5) {
		w.addPkg()
	}
	return w
}

const module = "example.org/random"

// addPkg adds a package that may import those before it.
func (w *world) addPkg() *pkg {
	w.serial++
	dir := fmt.Sprintf("p%d", w.serial)
	if len(w.pkgs) > 0 && w.chance(4) {
		dir = w.anyPkg().dir + "/" + dir
	}
	p := w.newPkg(module+"/"+dir, dir)
	p.below = slices.Clone(w.pkgs)
	w.pkgs = append(w.pkgs, p)
	for range 3 + w.rnd.IntN(6) {
		w.addUse(p)
	}
	return p
}

func (w *world) newPkg(path, dir string) *pkg {
	p := &pkg{path: path, dir: dir, name: dir[strings.LastIndex(dir, "/")+1:], number: w.rnd.IntN(9), api: map[string]int{}}
	p.files = []*file{{name: "a.go"}, {name: "b.go"}}
	for _, name := range names() {
		p.api[name] = 1 + w.rnd.IntN(declarations()[name])
		home := p.files[w.rnd.IntN(2)]
		home.api = append(home.api, name)
	}
	return p
}

// addUse has some file of a package use something of another.
func (w *world) addUse(p *pkg) {
	f := pick(w, p.files)
	of := p.below
	switch {
	case f.kind == outer:
		of = w.pkgs
	case f.kind == test && w.chance(10):
		of = w.pkgs // may be a cycle
	case f.kind == test:
		// Two packages whose tests need each other's package.
		of = slices.DeleteFunc(slices.Clone(w.pkgs), func(q *pkg) bool { return q == p || q.needs(p, map[*pkg]bool{}) })
	}
	if w.replace && w.chance(4) {
		of = []*pkg{w.other}
	}
	if len(of) == 0 {
		return
	}
	w.serial++
	u := use{what: pick(w, names()), of: pick(w, of), id: w.serial}
	f.uses = append(f.uses, u)
	if f.kind == test && u.of.needs(p, map[*pkg]bool{}) {
		w.breaks = append(w.breaks, unused(f, func(v use) bool { return v.id == u.id })...)
	}
}

// needs says whether a package imports another, through others too.
func (p *pkg) needs(q *pkg, seen map[*pkg]bool) bool {
	if p == q || seen[p] {
		return p == q
	}
	seen[p] = true
	for _, f := range p.files {
		for _, u := range f.uses {
			if f.kind == plain && u.of.needs(q, seen) {
				return true
			}
		}
	}
	return len(p.below) > 0 && p.below[0].needs(q, seen) // see declare
}

func (w *world) chance(n int) bool { return w.rnd.IntN(n) == 0 }
func (w *world) anyPkg() *pkg      { return pick(w, w.pkgs) }
func (w *world) anyFile() *file    { return pick(w, w.anyPkg().files) }

func pick[E any](w *world, list []E) E { return list[w.rnd.IntN(len(list))] }
