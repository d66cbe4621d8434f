package generate

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/tallystick/tallystick/actions/probe/scenario"
)

// lessons are read from messages, in this order. Each says whether it taught
// something that the next try can use.
func lessons() []lesson {
	return []lesson{
		{`(?i)transient`, (*Generator).transientKeys},
		{`cannot unmarshal \w+ into Go struct field (?:\w+\.)*(\w+) of type (\S+)`, (*Generator).fieldType},
		{`(?i)(\w+) (?:field |property |attribute |value )?` +
			`(?:must (?:not )?be|should be|(?:is|are) required|can ?not be|can't be|may not be|(?:is|are) missing|is empty|not provided)` +
			`([\w -]*)`, (*Generator).fieldMissing},
		{`(?i)invalid character|unexpected end of json|unmarshal|not (?:a )?valid json|parse.{0,20}json`, (*Generator).isJSON},
		{`collections? (?:[\w.-]+/[\w.-]+/)?"?([\w.-]+?)"? (?:could not be found|does not exist|not found|not defined)`, named(collection)},
		{`parsing time "([^"]{0,200})`, named(date)},
		{`parsing "([^"]{0,200})": (?:invalid syntax|value out of range)`, named(number)},
		{`(?i)(?:(?:not an?|(?:must|should) be(?: an?)?) (?:valid )?(?:number|integer|numeric)|expect\w* (?:an? )?(?:integer|numeric))(?:[^\d]{0,20}?[:'" ]+(\S{1,200}?)['"]?$)?`, (*Generator).notNumber},
		{`(\d)(?:st|nd|rd|th) argument must be (?:a |an )?(?:numeric|number|integer)`, (*Generator).nth},
		{`(?i)(\w+) '?"?([\w.@:=+/-]{1,200}?)"?'? (?:does not|doesn't) exist`, (*Generator).absent},
		{`(?i)([\w.-]{1,200}) already exists|already exists:? ([\w.-]{1,200})`, (*Generator).exists},
		{`(?i)(?:expect\w*|want|requires?|need\w*|takes?)\D{0,30}?\b(\d{1,2}|zero|no|one|two|three|four|five|six|seven|eight)\b`, (*Generator).number},
		{`(?i)authori[sz]ed|permission|denied|not allowed|\bonly\b|does not own|not the owner|msp|organi[sz]ation|attribute`, (*Generator).somebodyElse},
		{``, (*Generator).otherFirst},
	}
}

type lesson struct {
	pattern string
	learn   func(*Generator, *function, *scenario.Step, []string) bool
}

func (g *Generator) learn(f *function, step *scenario.Step) (learned bool) {
	for _, l := range g.lessons {
		if groups := l.pattern.FindStringSubmatch(f.message); groups != nil {
			learned = l.learn(g, f, step, groups) || learned
		}
	}
	return learned
}

// keyPatterns are the ways to say which key of the transient map is missing.
func keyPatterns() (list []*regexp.Regexp) {
	for _, pattern := range []string{
		`(?i)([\w.-]+) must be a key`,
		`(?i)(?:missing|no|unknown|required)\s+transient (?:map )?(?:key|field|data|input|value)?:?\s*['"]?([\w.-]+)`,
		`(?i)transient (?:map )?(?:key|field|input|data)?:?\s+['"]([\w.-]+)['"]`,
		`(?i)['"]([\w.-]+)['"][^'"]{0,60}transient`,
		`(?i)(?:^|[:.,] ?)([\w. -]{1,80}?) (?:key )?(?:was |is |are )?(?:not found|missing|required|not present|not provided|not set)[^.]*transient`,
	} {
		list = append(list, regexp.MustCompile(pattern))
	}
	return list
}

type compiled struct {
	pattern *regexp.Regexp
	learn   func(*Generator, *function, *scenario.Step, []string) bool
}

func compile() (list []compiled) {
	for _, l := range lessons() {
		list = append(list, compiled{regexp.MustCompile(l.pattern), l.learn})
	}
	return list
}

// transientKeys learns keys of the transient map. Where a message only
// describes one, every key that it may mean is sent.
func (g *Generator) transientKeys(f *function, _ *scenario.Step, _ []string) bool {
	var keys []string
	for _, pattern := range g.keys {
		for _, groups := range pattern.FindAllStringSubmatch(f.message, 4) {
			keys = append(keys, keysOf(groups[1])...)
		}
	}
	if len(keys) == 0 && len(f.transient) > 0 {
		return false
	}
	learned := g.learnObject(f, transientSlot)
	if len(keys) == 0 {
		keys = []string{"data", "asset", "asset_properties", "value", "input"}
	}
	for _, key := range keys {
		if len(f.transient) < maxKeys && !slices.Contains(f.transient, key) && len(key) <= maxValue/8 {
			f.transient = append(f.transient, key)
			learned = true
		}
	}
	return learned
}

func (g *Generator) fieldType(f *function, step *scenario.Step, groups []string) bool {
	k := kind(word)
	switch t := strings.Trim(groups[2], "*."); {
	case strings.HasPrefix(t, "int"), strings.HasPrefix(t, "uint"), strings.HasPrefix(t, "float"):
		k = number
	case t == "bool":
		k = boolean
	case kindOf(groups[1]) != number:
		k = unknown // its name says more
	}
	return g.learnField(f, groups[1], k)
}

// fieldMissing learns a field. When it is there already, the chaincode calls
// it otherwise in JSON than in its message.
func (g *Generator) fieldMissing(f *function, step *scenario.Step, groups []string) bool {
	named := func(one *function) bool { return one.Name == groups[1] }
	if len(f.objects) == 0 || slices.ContainsFunc(g.functions, named) {
		return false
	}
	k := unknown
	if strings.Contains(groups[2], "integer") || strings.Contains(groups[2], "number") || strings.Contains(groups[2], "positive") ||
		strings.Contains(groups[2], "numeric") || strings.Contains(groups[2], "greater") {
		k = number
	}
	if g.learnField(f, groups[1], k) {
		return true
	}
	learned := false
	for _, one := range g.fields {
		learned = g.learnField(f, one.name, one.kind) || learned
	}
	if kindOf(groups[1]) == id {
		for _, name := range []string{"assetID", "key", "name"} {
			learned = g.learnField(f, name, id) || learned
		}
	}
	return learned
}

// isJSON takes the next argument that is a text for one with JSON.
func (g *Generator) isJSON(f *function, step *scenario.Step, _ []string) bool {
	if f.transient != nil {
		return false
	}
	for i := len(step.Args) - 1; i >= 0; i-- {
		if i < maxArguments && g.textual(f, i) && (f.kinds[i] == unknown || f.kinds[i] == word || f.kinds[i] == jsonText) && g.learnObject(f, slot(i)) {
			return true
		}
	}
	return false
}

// named gives the argument that a message names a kind.
func named(k kind) func(*Generator, *function, *scenario.Step, []string) bool {
	return func(g *Generator, f *function, step *scenario.Step, groups []string) bool {
		return f.is(step, groups[1], k)
	}
}

// is notes the kind of the argument with a value.
func (f *function) is(step *scenario.Step, value string, k kind) bool {
	for i, arg := range step.Args {
		if string(arg) == value && i < len(f.kinds) && f.kinds[i] != k {
			f.kinds[i] = k
			return true
		}
	}
	return false
}

// notNumber takes the argument that a message repeats for a number, else the
// last one of which nothing is known.
func (g *Generator) notNumber(f *function, step *scenario.Step, groups []string) bool {
	if groups[1] != "" && f.is(step, groups[1], number) {
		return true
	}
	for i := len(step.Args) - 1; i >= len(f.Prefix); i-- {
		if i < len(f.kinds) && g.textual(f, i) && f.kinds[i] == unknown && f.objects[slot(i)] == nil {
			f.kinds[i] = number
			return true
		}
	}
	return false
}

func (g *Generator) nth(f *function, _ *scenario.Step, groups []string) bool {
	n, err := strconv.Atoi(groups[1])
	if err != nil || n < 1 || n > len(f.kinds) || f.kinds[n-1] == number {
		return false
	}
	f.kinds[n-1] = number
	return true
}

// absent learns what an argument names from the word before it: asset probe1
// does not exist.
func (g *Generator) absent(f *function, step *scenario.Step, groups []string) bool {
	drop(&g.pools.ids, groups[2])
	k := kindOf(groups[1])
	if k == unknown || k == word {
		k = id
	}
	for i, arg := range step.Args {
		if i < len(f.kinds) && string(arg) == groups[2] && f.kinds[i] == unknown {
			f.kinds[i] = k
			return true
		}
	}
	return false
}

func (g *Generator) exists(f *function, step *scenario.Step, groups []string) bool {
	for _, value := range groups[1:] {
		if len(step.Args) > 0 && string(step.Args[0]) == value || f.transient != nil {
			keep(&g.pools.ids, value)
		}
	}
	return true // with a new id it may do
}

func (g *Generator) number(f *function, _ *scenario.Step, groups []string) bool {
	if f.Typed {
		return false
	}
	n, err := strconv.Atoi(groups[1])
	if err != nil {
		words := []string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight"}
		n = max(0, slices.Index(words, strings.ToLower(groups[1])))
	}
	if n > maxArguments || f.count == n {
		return false
	}
	f.count, f.counts = n, []int{n}
	return true
}

func (g *Generator) somebodyElse(f *function, step *scenario.Step, _ []string) bool {
	who := slices.IndexFunc(g.input.Identities, func(i scenario.Identity) bool { return i.Name == step.As })
	f.failed[who] += 2
	return f.recipe == nil && f.failed[who] < 10 && len(g.input.Identities) > 1
}

// otherFirst puts a function in front that a message names, or those that
// begin where it says that nothing has begun.
func (g *Generator) otherFirst(f *function, step *scenario.Step, _ []string) bool {
	begun := !strings.Contains(strings.ToLower(f.message), "not initiali") && !strings.Contains(strings.ToLower(f.message), "initialize")
	for _, one := range g.functions {
		meant := len(one.Name) >= 5 && strings.Contains(f.message, one.Name) || !begun && one.verb == begin && one.good == 0
		if one != f && meant && f.again < 6 && f.good == 0 {
			f.again++
			g.queue = slices.Insert(g.queue, 0, one, f)
			return false // it is queued
		}
	}
	return false
}
