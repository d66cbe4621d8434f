package generate

import (
	"math/rand/v2"
	"regexp"
	"slices"

	"github.com/tallystick/tallystick/actions/probe/contract"
	"github.com/tallystick/tallystick/actions/probe/scenario"
)

// Input is what the steps are made from.
type Input struct {
	Functions []contract.Function
	// Metadata resolve references in the functions' schemas; nil for none.
	Metadata *contract.Metadata
	// Identities are those that steps use, Default alone where there are none.
	Identities []scenario.Identity
	// Collections are the names of private data collections.
	Collections []string
}

// Identities are three clients of two organisations, for a scenario that has
// none: one plain, one with the attributes that chaincodes often ask for, and
// one of another organisation.
func Identities() []scenario.Identity {
	return []scenario.Identity{
		{Name: scenario.Default, MSP: "Org1MSP"},
		{
			Name: "admin", MSP: "Org1MSP", Units: []string{"admin"},
			Attributes: map[string]string{"admin": "true", "role": "admin", "abac.creator": "true", "abac.init": "true", "hf.Type": "admin"},
		},
		{Name: "other", MSP: "Org2MSP"},
	}
}

// Generator invents steps. It is for one goroutine.
type Generator struct {
	input     Input
	rng       *rand.Rand
	functions []*function
	pools     pools
	// queue are the functions of this round that are still to come.
	queue []*function
	// focus is the id that most steps of a round are about, so that one that
	// is created is agreed on, transferred and deleted.
	focus string
	// missing says that a function was not reached yet, and odd values are for
	// later.
	missing bool
	// begun says that a round was. length is that of the lists in a step.
	begun  bool
	length int
	// fields are those of all objects that were learned.
	fields  []field
	lessons []compiled
	keys    []*regexp.Regexp
}

// function is what is known of a function.
type function struct {
	contract.Function
	verb  verb
	kinds []kind
	// count is how many arguments are sent; counts are those to try.
	count  int
	counts []int
	// objects are the fields of JSON that an argument, or a key of the
	// transient map, has to have.
	objects map[string]*object
	// transient are the keys to send.
	transient []string

	tries, good, again int
	// hopeless is a function that no argument will help.
	hopeless bool
	status   int32
	message  string
	// recipe is the last step that was answered with 200.
	recipe *scenario.Step
	// failed is how often an identity failed, by its index, since one did not.
	failed map[int]int
}

// New begins with a seed.
func New(seed uint64, input Input) *Generator {
	if len(input.Identities) == 0 {
		input.Identities = []scenario.Identity{{Name: scenario.Default, MSP: "Org1MSP"}}
	}
	g := &Generator{input: input, rng: rand.New(rand.NewPCG(seed, 0x7a11157)), pools: newPools(input), lessons: compile(), keys: keyPatterns()}
	for _, f := range input.Functions {
		one := &function{Function: f, verb: verbOf(f.Name), objects: map[string]*object{}, failed: map[int]int{}}
		one.count = len(f.Parameters)
		if !f.Typed {
			one.counts = slices.Clone(f.Counts)
			if len(one.counts) == 0 {
				one.counts = []int{0, 1, 2, 3, 4, 5}
			}
			one.count = one.counts[0]
		}
		one.count = max(one.count, len(f.Prefix))
		one.kinds = make([]kind, max(one.count, maxArguments))
		for i, p := range f.Parameters {
			if i < maxArguments {
				one.kinds[i] = kindOf(p.Name)
			}
		}
		g.functions = append(g.functions, one)
	}
	slices.SortStableFunc(g.functions, func(a, b *function) int { return int(a.verb) - int(b.verb) })
	return g
}

// Collection tells of a collection that is there after all.
func (g *Generator) Collection(name string) { keep(&g.pools.collections, name) }

// AnyCollection is what a collection is called as long as none is known.
const AnyCollection = "collection"

// maxArguments is how many arguments are learned about.
const maxArguments = 32

// tries is how often a function that never answered with 200 is called in a
// round; one that did is called once.
const tries = 4

// Next is the next step; false means that there are no functions. There is no
// end of steps: the caller counts.
func (g *Generator) Next() (scenario.Step, bool) {
	if len(g.functions) == 0 {
		return scenario.Step{}, false
	}
	if len(g.queue) == 0 {
		g.fill()
	}
	f := g.queue[0]
	g.queue = g.queue[1:]
	f.tries++
	step := g.step(f)
	return step, true
}

// fill begins a round: all functions in the order of their verbs. What never
// succeeded gets more tries, but not without end.
func (g *Generator) fill() {
	g.focus = recent(g.rng, g.pools.ids, "")
	g.missing = slices.ContainsFunc(g.functions, func(f *function) bool { return f.good == 0 && !f.hopeless })
	// In any order within a verb: what deletes one thing may need another.
	order := slices.Clone(g.functions)
	if g.begun {
		g.rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		slices.SortStableFunc(order, func(a, b *function) int { return int(a.verb) - int(b.verb) })
	}
	g.begun = true
	for _, f := range order {
		if f.Init && f.good > 0 {
			continue // once, as on a channel
		}
		n := 1
		if f.good == 0 && f.tries < 10*tries && !f.hopeless {
			n = tries
		}
		switch {
		case f.verb == create && f.good > 0:
			n = 2 // more is created than deleted
		case f.asksWho() && f.good < len(g.input.Identities):
			n = len(g.input.Identities)
		}
		for range n {
			g.queue = append(g.queue, f)
		}
	}
}

// asksWho says that a function seems to answer who proposes.
func (f *function) asksWho() bool {
	k := kindOf(f.Name)
	return f.count == 0 && f.verb == read && (k == id || k == party)
}

// soon puts a function in front of the queue.
func (g *Generator) soon(f *function) { g.queue = slices.Insert(g.queue, 0, f) }

// step invents a step for a function.
func (g *Generator) step(f *function) scenario.Step {
	if !f.Typed && f.good == 0 && len(f.counts) > 0 && f.tries > 1 && f.again == 0 {
		f.count = max(f.counts[f.tries%len(f.counts)], len(f.Prefix))
	}
	g.length = 1 + g.rng.IntN(2)
	s := scenario.Step{Call: f.Call, As: g.identity(f), Args: [][]byte{}, Evaluate: f.Evaluate, Init: f.Init}
	if f.recipe != nil && g.one(4) && f.count > 0 && len(f.recipe.Args) == f.count {
		// What worked, with a change in one place.
		s.Args, s.Transient = slices.Clone(f.recipe.Args), f.recipe.Transient
		i := g.rng.IntN(f.count)
		s.Args[i] = g.argument(f, i)
		return s
	}
	for i := range f.count {
		arg := g.argument(f, i)
		// Two arguments are seldom meant to be the same, such as from and to.
		for n := 0; n < 2 && holds(s.Args, arg); n++ {
			arg = g.argument(f, i)
		}
		s.Args = append(s.Args, arg)
	}
	s.Transient = g.transient(f)
	return s
}

// transient invents the transient map, nil where a function seems to take none.
func (g *Generator) transient(f *function) map[string][]byte {
	if len(f.Transient)+len(f.transient) == 0 {
		return nil
	}
	m := map[string][]byte{}
	if len(f.transient) > 0 {
		// The same under every key that may be meant.
		value := g.object(f, f.objects[transientSlot])
		for _, key := range f.transient {
			m[key] = value
		}
	}
	for _, p := range f.Transient {
		switch o := f.objects[transientSlot]; {
		case p.Schema.Type == "" && o != nil:
			m[p.Name] = g.object(f, o)
		case p.Schema.Type == "":
			m[p.Name] = []byte(g.text(f, kindOf(p.Name), -1))
		default:
			m[p.Name] = g.typed(f, p.Schema, p.Name)
		}
	}
	return m
}

func holds(args [][]byte, arg []byte) bool {
	return slices.ContainsFunc(args, func(one []byte) bool { return string(one) == string(arg) })
}

// odd says whether an argument is to be an odd one.
func (g *Generator) odd(f *function) bool {
	if g.missing {
		return f.good > 1 && g.one(3*rare)
	}
	return f.good > 0 && g.one(rare)
}

// identity is one that succeeded before, or the one that failed least.
func (g *Generator) identity(f *function) string {
	list := g.input.Identities
	if f.asksWho() {
		return list[f.good%len(list)].Name
	}
	if f.recipe != nil && f.count > 0 && !g.one(3) {
		return f.recipe.As
	}
	if f.good > 0 {
		return list[g.rng.IntN(len(list))].Name
	}
	best := 0
	for i := range list {
		if f.failed[i] < f.failed[best] {
			best = i
		}
	}
	return list[best].Name
}

// one is true once in n times.
func (g *Generator) one(n int) bool { return g.rng.IntN(n) == 0 }

// Unreached is a function that never answered with 200, and what it said last.
type Unreached struct {
	contract.Function
	Tries   int
	Status  int32
	Message string
}

// Unreached are those functions, in the order in which they are tried.
func (g *Generator) Unreached() (list []Unreached) {
	for _, f := range g.functions {
		if f.good == 0 {
			list = append(list, Unreached{f.Function, f.tries, f.status, f.message})
		}
	}
	return list
}
