// Package profile describes the state machine that chaincode checks look at:
// where transactions enter, what they change, and what must not be asked.
//
// Fabric is what the checks know by heart. A profile adds another state machine
// in which every machine must come to the same result, from a file of JSON;
// cosmos is shipped.
//
// It promises that a file with a mistake is refused with its place.
package profile

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"go/types"
	"os"
	"slices"
	"strings"
	"sync/atomic"
)

// Profile is a state machine.
type Profile struct {
	Name string `json:"name"`
	// Fabric says that Fabric's own interfaces count too.
	Fabric bool `json:"fabric"`
	// Packages are import paths, or their beginnings where they end in a
	// slash: a package that imports one of them may hold transactions.
	Packages []string `json:"packages"`
	// Carriers are types, "path.Name", that give access to the state: a
	// function that has one as a parameter and that nothing in its package
	// calls may be a transaction.
	Carriers []string `json:"carriers"`
	// Entries are the methods by which transactions surely enter.
	Entries Entries `json:"entries"`
	// Evaluate are names of interfaces whose methods only answer queries.
	Evaluate []string `json:"evaluate"`
	Sinks    []Sink   `json:"sinks"`
	// Sources are functions, "path.Name" or "path.Type.Name", that answer
	// differently on each machine, by the check that reports them: walltime,
	// random or hostread.
	Sources map[string][]string `json:"sources"`

	id       string // a digest of the file
	carriers map[string]bool
	sinks    map[string]map[string]Call
	sources  map[string]string
}

// Entries are methods by their names, and by the interfaces that have them.
type Entries struct {
	Methods    []string `json:"methods"`
	Interfaces []string `json:"interfaces"`
}

// Sink is what methods of some types, "path.Name", do with their arguments.
type Sink struct {
	Types   []string        `json:"types"`
	Methods map[string]Call `json:"methods"`
}

// Call is what a method does: a class (write, event, invoke, read, range), and
// the indexes of the arguments that name an entry and that fill it.
type Call struct {
	Class  string `json:"class"`
	Keys   []int  `json:"keys"`
	Values []int  `json:"values"`
}

// Classes are the words for what a method does.
var Classes = [...]string{"write", "event", "invoke", "read", "range"}

//go:embed *.json
var shipped embed.FS

// current is the profile in force; nil is Fabric alone. It is a flag of the
// analyzers, and like theirs for the whole process.
var current atomic.Pointer[Profile]

// Current is the profile in force, or nil for Fabric alone.
func Current() *Profile { return current.Load() }

// ID tells a profile from others by what it says; Fabric alone has none.
func (p *Profile) ID() string {
	if p == nil {
		return ""
	}
	return p.id
}

// Flag is the profile as a flag's value: fabric, the name of a shipped
// profile, or a file.
type Flag struct{}

func (Flag) String() string {
	if p := Current(); p != nil {
		return p.Name
	}
	return "fabric"
}

// Set reads a profile and puts it in force.
func (Flag) Set(name string) error {
	if name == "" || name == "fabric" {
		current.Store(nil)
		return nil
	}
	p, err := Load(name)
	if err == nil {
		current.Store(p)
	}
	return err
}

// Load reads a shipped profile, or one of a file.
func Load(name string) (*Profile, error) {
	data, err := shipped.ReadFile(name + ".json")
	if err != nil {
		if data, err = os.ReadFile(name); err != nil {
			return nil, fmt.Errorf("reading the profile: %w; want fabric, cosmos, or a file", err)
		}
	}
	p, err := Parse(data)
	if err != nil {
		return nil, fmt.Errorf("profile %s: %w", name, err)
	}
	return p, nil
}

// Parse reads a profile. Errors have line and column.
func Parse(data []byte) (*Profile, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	p := &Profile{}
	if err := d.Decode(p); err != nil {
		return nil, placed(data, d.InputOffset(), err)
	}
	if d.More() {
		return nil, placed(data, d.InputOffset(), errors.New("something follows the profile"))
	}
	p.id = fmt.Sprintf("%x", sha256.Sum256(data))
	return p, p.index()
}

// placed puts line and column before an error.
func placed(data []byte, at int64, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		at = syntax.Offset
	case errors.As(err, &kind):
		at = kind.Offset
	}
	before := data[:min(int(at), len(data))]
	return fmt.Errorf("%d:%d: %w", bytes.Count(before, []byte("\n"))+1, len(before)-bytes.LastIndexByte(before, '\n'), err)
}

// index prepares the look-ups, and finds what does not fit.
func (p *Profile) index() error {
	if p.Name == "" {
		return errors.New(`has no "name"`)
	}
	p.carriers, p.sources, p.sinks = set(p.Carriers), map[string]string{}, map[string]map[string]Call{}
	for check, functions := range p.Sources {
		if !slices.Contains([]string{"walltime", "random", "hostread"}, check) {
			return fmt.Errorf("sources of %q, want walltime, random or hostread", check)
		}
		for _, fn := range functions {
			p.sources[fn] = check
		}
	}
	for _, s := range p.Sinks {
		for name, call := range s.Methods {
			if !slices.Contains(Classes[:], call.Class) {
				return fmt.Errorf("sink %s has class %q, want %s", name, call.Class, strings.Join(Classes[:], ", "))
			}
		}
		for _, t := range s.Types {
			p.sinks[t] = s.Methods
		}
	}
	return nil
}

func set(list []string) map[string]bool {
	m := map[string]bool{}
	for _, s := range list {
		m[s] = true
	}
	return m
}

// Concerns says whether a package with this import may hold transactions.
func (p *Profile) Concerns(path string) bool {
	return p != nil && slices.ContainsFunc(p.Packages, func(want string) bool {
		return path == want || strings.HasSuffix(want, "/") && strings.HasPrefix(path, want)
	})
}

// Carrier says whether a t gives access to the state.
func (p *Profile) Carrier(t types.Type) bool { return p != nil && p.carriers[name(t)] }

// Call says what calling method fn on a value of type recv does.
func (p *Profile) Call(fn *types.Func, recv types.Type) (Call, bool) {
	if p == nil {
		return Call{}, false
	}
	c, ok := p.sinks[name(recv)][fn.Name()]
	return c, ok
}

// Source is the check that reports what fn answers, or "".
func (p *Profile) Source(fn *types.Func) string {
	if p == nil || len(p.sources) == 0 || fn.Pkg() == nil {
		return ""
	}
	if recv := fn.Signature().Recv(); recv != nil {
		return p.sources[name(recv.Type())+"."+fn.Name()]
	}
	return p.sources[fn.Pkg().Path()+"."+fn.Name()]
}

// Sink says whether a value of type t is something that sinks are methods of.
func (p *Profile) Sink(t types.Type) bool { return p != nil && p.sinks[name(t)] != nil }

// name is path.Name of t's type, or of what it points to.
func name(t types.Type) string {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return ""
	}
	return n.Obj().Pkg().Path() + "." + n.Obj().Name()
}
