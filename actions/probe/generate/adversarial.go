package generate

import (
	"bytes"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/actions/probe/contract"
	"github.com/tallystick/tallystick/actions/probe/scenario"
)

// Hostile is a value that a chaincode should survive, and what it is.
type Hostile struct {
	Name  string
	Value []byte
}

// Values are those values. A client can send each of them.
func Values() []Hostile {
	const mega = 1 << 20
	return []Hostile{
		{"an empty string", []byte{}},
		{"1 MiB", bytes.Repeat([]byte("a"), mega)},
		{"bytes that are no UTF-8", []byte{0xff, 0xfe, 0xc3, 0x28}},
		{"a zero byte", []byte{0}},
		{"a composite key", []byte("\x00type\x00attribute\x00")},
		{"the end of composite keys", []byte("\U0010ffff")},
		{"null", []byte("null")},
		{"an empty object", []byte("{}")},
		{"an empty list", []byte("[]")},
		{"a list where an object may be", []byte(`[null,{"a":[]}]`)},
		{"deep JSON", []byte(strings.Repeat(`{"a":[`, 5000) + strings.Repeat("]}", 5000))},
		{"deep JSON without an end", bytes.Repeat([]byte("["), 20_000)},
		{"a number below all", []byte("-9223372036854775808")},
		{"a number above all", []byte("99999999999999999999999999")},
		{"zero", []byte("0")},
		{"a huge exponent", []byte("1e308")},
		{"not a number", []byte("NaN")},
		{"format verbs", []byte("%s%n%!(EXTRA)%x")},
		{"a line", []byte("a\r\n::error::b\x1b[31m")},
	}
}

// Adversarial are the steps that a function should survive, a status such as
// 500 among the answers: each hostile value in each of the first arguments and
// in the transient map, beside arguments that work where such are known, and
// numbers of arguments that are wrong.
func (g *Generator) Adversarial(of contract.Function) (steps []scenario.Step) {
	at := slices.IndexFunc(g.functions, func(f *function) bool { return f.Call == of.Call && slices.Equal(f.Prefix, of.Prefix) })
	if at < 0 {
		return nil
	}
	f := g.functions[at]
	base := g.base(f)
	add := func(args [][]byte) {
		step := base
		step.Args = args
		steps = append(steps, step)
	}
	// The name alone, nothing at all, too few and too many.
	add([][]byte{})
	steps = append(steps, scenario.Step{Bare: true, Args: [][]byte{}, As: base.As})
	if len(base.Args) > 1 {
		add(slices.Clone(base.Args[:len(base.Args)-1]))
	}
	many := slices.Clone(base.Args)
	for range maxArguments {
		many = append(many, []byte("x"))
	}
	add(many)
	for _, h := range Values() {
		for i := len(f.Prefix); i < min(len(base.Args), len(f.Prefix)+maxPositions); i++ {
			args := slices.Clone(base.Args)
			args[i] = h.Value
			add(args)
		}
		if len(base.Transient) == 0 {
			continue
		}
		step := base
		step.Transient = map[string][]byte{}
		for key := range base.Transient {
			step.Transient[key] = h.Value
		}
		steps = append(steps, step)
	}
	if len(base.Transient) > 0 {
		step := base
		step.Transient = nil
		steps = append(steps, step)
	}
	return steps
}

// maxPositions is how many arguments of a function get hostile values.
const maxPositions = 6

// base is what worked, or what may.
func (g *Generator) base(f *function) scenario.Step {
	if f.recipe != nil {
		base := *f.recipe
		base.Args = slices.Clone(base.Args)
		return base
	}
	return g.step(f)
}
