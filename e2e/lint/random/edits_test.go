package random

import (
	"fmt"
	"slices"
	"strings"
)

// edit changes a world. weight is how often it is made.
type edit struct {
	name   string
	weight int
	make   func(w *world)
}

// edits are those that change what the files say.
func edits() []edit {
	return []edit{
		{"number", 10, func(w *world) { w.anyPkg().number = w.rnd.IntN(9) }},
		{"declaration", 20, declareAnew},
		{"add use", 12, func(w *world) { w.addUse(w.anyPkg()) }},
		{"drop use", 9, func(w *world) {
			if f := w.anyFile(); len(f.uses) > 0 {
				i := w.rnd.IntN(len(f.uses))
				f.uses = slices.Delete(f.uses, i, i+1)
			}
		}},
		{"silence use", 4, func(w *world) {
			if f := w.anyFile(); len(f.uses) > 0 {
				f.uses[0].mute = pick(w, []string{"", " //nolint", " //nolint:vet // random", " //lint:ignore SA* random", " //nolint:SA1019"})
			}
		}},
		{"line", 6, func(w *world) { p := w.anyPkg(); w.lines[p.dir+"/"+pick(w, p.files).name] = w.rnd.IntN(3) }},
		{"unused", 5, func(w *world) { w.anyFile().unused = w.rnd.IntN(3) }},
		{"quiet", 3, func(w *world) { p := w.anyPkg(); p.quiet = !p.quiet }},
		{"move declaration", 4, moveDeclaration},
		{"new file", 5, func(w *world) {
			w.serial++
			p := w.anyPkg()
			p.files = append(p.files, &file{name: fmt.Sprintf("f%d.go", w.serial), kind: plain})
			w.addUse(p)
		}},
		{"new test", 6, newTest},
		{"drop file", 4, func(w *world) {
			p := w.anyPkg()
			if i := w.rnd.IntN(len(p.files)); len(p.files[i].api) == 0 && p.files[i].name != "a.go" {
				p.files = slices.Delete(p.files, i, i+1)
			}
		}},
		{"rename file", 4, renameFile},
		{"build tag", 5, func(w *world) {
			if f := w.anyFile(); len(f.api) == 0 || w.chance(8) {
				if len(f.api) > 0 {
					w.breaks = append(w.breaks, func(*world) { f.tag = "" })
				}
				f.tag = pick(w, []string{"", "", "special", "!special", "linux", "windows", "go1.23", "!go1.23", "ignore"})
			}
		}},
		{"generated", 4, func(w *world) { f := w.anyFile(); f.generated = !f.generated }},
		{"directive", 3, func(w *world) {
			w.anyFile().directive = pick(w, []string{"", "//lint:file-ignore SA* random", "//lint:file-ignore S1000 random", "//lint:file-ignore", "//nolint"})
		}},
		{"assembly", 3, func(w *world) { w.anyPkg().asm = pick(w, []int{0, 12, 16}) }},
		{"embed", 3, editEmbed},
		{"staticcheck.conf", 3, editConf},
		{"go.mod", 3, editGoMod},
		{"other module", 4, func(w *world) { w.other.declareAnew(w, pick(w, names())) }},
		{"new package", 3, func(w *world) { w.addPkg() }},
		{"drop package", 2, dropPackage},
		{"nested module", 1, func(w *world) {
			if dir := w.anyPkg().dir; w.nested[dir] {
				delete(w.nested, dir)
			} else if w.chance(3) {
				w.nested[dir] = true
				w.breaks = append(w.breaks, func(w *world) { delete(w.nested, dir) })
			}
		}},
		{"break", 8, breakSomething},
		{"mend", 3, mend},
	}
}

// declareAnew declares something in another way, by choice something that is
// used.
func declareAnew(w *world) {
	p, name := w.anyPkg(), pick(w, names())
	if user := w.anyFile(); len(user.uses) > 0 {
		u := pick(w, user.uses)
		p, name = u.of, u.what
	}
	p.declareAnew(w, name)
}

func (p *pkg) declareAnew(w *world, name string) {
	p.api[name] = 1 + (p.api[name]+w.rnd.IntN(declarations()[name]-1))%declarations()[name]
}

func moveDeclaration(w *world) {
	p := w.anyPkg()
	from, to := pick(w, p.files), pick(w, p.files)
	if len(from.api) > 0 && to.kind == plain && to.tag == "" {
		name := from.api[0]
		from.api = from.api[1:]
		to.api = append(to.api, name)
	}
}

func newTest(w *world) {
	w.serial++
	p, kind := w.anyPkg(), test
	if w.chance(2) {
		kind = outer
	}
	p.files = append(p.files, &file{name: fmt.Sprintf("t%d_test.go", w.serial), kind: kind})
	for range 3 {
		w.addUse(p)
	}
}

// renameFile calls a file by another name, which may leave it out of the
// build.
func renameFile(w *world) {
	p := w.anyPkg()
	f := pick(w, p.files)
	before := p.dir + "/" + f.name
	if _, ok := w.renamed[before]; ok {
		delete(w.renamed, before)
		return
	}
	w.serial++
	suffix := ".go"
	if len(f.api) == 0 && w.chance(3) {
		suffix = pick(w, []string{"_windows.go", "_linux.go", "_arm64.go", ".txt"})
	}
	if f.kind != plain {
		suffix = "_test.go"
	}
	w.renamed[before] = fmt.Sprintf("%s/r%d%s", p.dir, w.serial, suffix)
}

// editEmbed adds what is embedded, changes or drops it. It needs a package of
// the standard library.
func editEmbed(w *world) {
	p := w.anyPkg()
	if !w.std {
		w.loose[p.dir+"/note.txt"] = fmt.Sprint(w.serial)
		return
	}
	switch w.rnd.IntN(4) {
	case 0:
		p.embed = !p.embed
		w.loose[p.dir+"/note.txt"] = fmt.Sprint(w.serial)
	case 1:
		w.loose[p.dir+"/note.txt"] = fmt.Sprint(w.serial, " changed")
	case 2:
		w.loose[p.dir+"/more.txt"] = "more" // a string takes one file only
		w.breaks = append(w.breaks, func(w *world) { delete(w.loose, p.dir+"/more.txt") })
	case 3:
		p.embed = false
		delete(w.loose, p.dir+"/note.txt")
	}
}

func editConf(w *world) {
	dir := w.anyPkg().dir
	if w.chance(3) {
		dir = ""
	}
	text := pick(w, []string{"", `checks = ["all"]`, `checks = ["inherit", "-SA4018"]`, `checks = ["inherit", "ST1003", "-U1000"]`, `checks = ["none"]`, `checks = [`})
	if text == `checks = [` { // is refused
		w.breaks = append(w.breaks, func(w *world) { delete(w.conf, dir) })
	}
	delete(w.conf, dir)
	if text != "" {
		w.conf[dir] = text + "\n"
	}
}

func editGoMod(w *world) {
	switch w.rnd.IntN(4) {
	case 0:
		w.goLine = pick(w, []string{"1.20", "1.21", "1.22", "1.24", "1.25.3"})
	case 1:
		w.godebug = !w.godebug && w.goLine > "1.23" // the directive is of Go 1.23
	case 2:
		w.remark = w.rnd.IntN(5)
	case 3:
		w.replace = !w.replace
	}
	if w.goLine < "1.23" {
		w.godebug = false
	}
}

func dropPackage(w *world) {
	if len(w.pkgs) < 6 {
		return
	}
	gone := w.anyPkg()
	w.pkgs = slices.DeleteFunc(w.pkgs, func(p *pkg) bool { return p == gone })
	for _, p := range w.pkgs {
		p.below = slices.DeleteFunc(p.below, func(q *pkg) bool { return q == gone })
		for _, f := range p.files {
			f.uses = slices.DeleteFunc(f.uses, func(u use) bool { return u.of == gone && !w.chance(9) })
			w.breaks = append(w.breaks, unused(f, func(u use) bool { return u.of == gone })...)
		}
	}
	for path := range w.loose {
		if strings.HasPrefix(path, gone.dir+"/") {
			delete(w.loose, path)
		}
	}
}

// unused gives what mends a file that uses what it may not, if it does.
func unused(f *file, bad func(use) bool) []func(*world) {
	if !slices.ContainsFunc(f.uses, bad) {
		return nil
	}
	return []func(*world){func(*world) { f.uses = slices.DeleteFunc(f.uses, bad) }}
}

// breakSomething makes code that does not compile, and remembers how to mend
// it.
func breakSomething(w *world) {
	p := w.anyPkg()
	w.serial++
	path := fmt.Sprintf("%s/z%d.go", p.dir, w.serial)
	if w.chance(4) {
		path = fmt.Sprintf("%s/z%d_test.go", p.dir, w.serial)
	}
	name := pick(w, names())
	way := p.api[name]
	breaks := map[string]string{
		"type":     "package " + p.name + "\n\nvar z int = \"text\"\n",
		"syntax":   "package " + p.name + "\n\nfunc z( {\n",
		"missing":  "package " + p.name + "\n\nimport _ \"example.org/nowhere\"\n",
		"lost":     "package " + p.name + "\n\nimport _ \"" + module + "/lost\"\n",
		"cycle":    "package " + p.name + "\n\nimport _ \"" + pick(w, w.pkgs).path + "\"\n",
		"package":  "package stranger\n",
		"empty":    "",
		"main":     "package main\n\nfunc main() {}\n",
		"internal": "package " + p.name + "\n\nimport _ \"example.org/other/internal/x\"\n",
		"repeated": "package " + p.name + "\n\nvar V string\n",
	}
	what := pick(w, append(slices.Sorted(stringKeys(breaks)), "gone", "gone", "gone"))
	if what == "gone" {
		p.api[name] = 0
		w.breaks = append(w.breaks, func(*world) { p.api[name] = max(1, way) })
		return
	}
	w.loose[path] = breaks[what]
	w.breaks = append(w.breaks, func(w *world) { delete(w.loose, path) })
}

func mend(w *world) {
	for len(w.breaks) > 0 {
		i := w.rnd.IntN(len(w.breaks))
		w.breaks[i](w)
		w.breaks = slices.Delete(w.breaks, i, i+1)
		if w.chance(3) {
			return
		}
	}
}

func stringKeys(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for key := range m {
			if !yield(key) {
				return
			}
		}
	}
}
