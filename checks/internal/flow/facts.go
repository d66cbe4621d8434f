package flow

import (
	"fmt"

	"github.com/tallystick/tallystick/checks/internal/fabric"
	"github.com/tallystick/tallystick/checks/internal/origin"
)

// Facts cross packages by themselves, without the code and without its
// positions: places in them are text, such as "store.go:71".

// Summary is what a function of a package of chaincode does with what it is
// given. Without one, everything that a function returns is taken to depend on
// all its arguments.
type Summary struct {
	Flows []Flow
	Hits  []Arrival
	// Calls is the most telling sink that calling the function comes to,
	// whatever its arguments; its class is fabric.None where there is none.
	Calls Site
	// Fails says that the function always returns an error.
	Fails bool
}

// Site is a sink of another package.
type Site struct {
	Class  fabric.Class
	Name   string
	Place  string
	Likely bool
}

// Flow is a way through a function, from a parameter to what it leaves behind.
type Flow struct {
	From   int    // the parameter, the receiver first
	Part   string // which part of it, as a path
	Kind   Kind   // Data or Decided
	Into   int    // the parameter that is written to, or -1
	Result int    // the result, or -1
	Path   string // which part of that
	Likely bool
}

// Arrival is a way from a parameter to a sink.
type Arrival struct {
	From int
	Part string
	Site
	Manner  Manner
	SinkArg Part
}

// Yields is what a function, or a package variable, hands out that endorsers
// may not agree on.
type Yields struct{ List []Yield }

// Yield is one such thing.
type Yield struct {
	Family origin.Family
	Name   string // time.Now
	Place  string
	Kind   Kind
	Into   int // the parameter that is written to, or -1
	Result int // the result, or -1; both are -1 for a variable
	Path   string
	Likely bool
	// Told says that the function is a transaction of its own package, where
	// this was reported.
	Told bool
}

// AFact marks a fact for go/analysis.
func (*Summary) AFact() {}

// AFact marks a fact for go/analysis.
func (*Yields) AFact() {}

func (s *Summary) String() string {
	return fmt.Sprintf("flows %d, hits %d, calls %s", len(s.Flows), len(s.Hits), s.Calls.Name)
}

func (y *Yields) String() string {
	text := "yields"
	for _, one := range y.List {
		text += " " + one.Name
	}
	return text
}
