package finding

import "io"

// Status is how a step ended.
type Status string

const (
	Passed  Status = "passed"  // ran, and said nothing at or above the threshold
	Flagged Status = "flagged" // ran, and has findings at or above it
	Failed  Status = "failed"  // could not find out: Error says why
	Skipped Status = "skipped" // did not run: Reason says why
)

// Step is one action's run on one module.
type Step struct {
	Action string `json:"action"`
	// Module is the module's folder, relative to the repository root; "."
	// is the root itself, and empty means that no module was concerned.
	Module string `json:"module,omitempty"`
	Status Status `json:"status"`
	// Error and Hint are set when Status is Failed.
	Error string `json:"error,omitempty"`
	Hint  string `json:"hint,omitempty"`
	// Reason is set when Status is Skipped.
	Reason string `json:"reason,omitempty"`
	// Findings counts what the step said, by severity.
	Findings Counts `json:"findings"`
}

// Counts is a number of findings for each severity.
type Counts struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Notices  int `json:"notices"`
}

// Add counts one more finding.
func (c *Counts) Add(s Severity) {
	switch s {
	case Error:
		c.Errors++
	case Warning:
		c.Warnings++
	case Notice:
		c.Notices++
	}
}

// Total is the number of findings of any severity.
func (c Counts) Total() int { return c.Errors + c.Warnings + c.Notices }

// AtLeast is the number of findings at or above a severity.
func (c Counts) AtLeast(s Severity) int {
	n := c.Errors
	if s <= Warning {
		n += c.Warnings
	}
	if s <= Notice {
		n += c.Notices
	}
	return n
}

// Count counts findings.
func Count(findings []Finding) (c Counts) {
	for _, f := range findings {
		c.Add(f.Severity)
	}
	return c
}

// Output is one value for the steps that come after, such as an image digest.
type Output struct {
	Module string `json:"module,omitempty"`
	Name   string `json:"name"`
	Value  string `json:"value"`
}

// Rule describes a rule for formats that list them.
type Rule struct {
	ID string `json:"id"` // as in Finding.Rule
	// Title is one sentence: what the rule says.
	Title string `json:"title"`
	// URL is the page of the rule, if it has one.
	URL string `json:"url,omitempty"`
	// Manual, when not nil, makes what only some formats show. Report files
	// leave it out: whoever reads them has the rules.
	Manual func() Manual `json:"-"`
}

// Manual is what is said of a rule at length.
type Manual struct {
	// Doc has the syntax of Go's doc comments.
	Doc string
	// Severities are those that findings can have, the worst first; none
	// when nobody knows.
	Severities []Severity
}

// Report is everything that a run has to say, sorted and complete. It holds
// no times and no machine paths: the same input gives the same bytes.
type Report struct {
	Version string // of Tallystick
	// FailOn is the threshold: findings at or above it end in Flagged.
	FailOn   Severity
	Steps    []Step
	Findings []Finding
	Outputs  []Output
	Rules    []Rule // those that Findings name
	// Exit is the verdict as an exit code of the contract.
	Exit int
}

// Format writes a report for people or for another program. Formats do not
// filter; they escape what is special in their medium.
type Format func(io.Writer, Report) error

// NamedFormat is a format as the command line knows it.
type NamedFormat struct {
	Name string
	Doc  string // one line
	// Write is the format; Color, when not nil, the same for a terminal.
	Write, Color Format
	// Commands says that the output is workflow commands for GitHub's
	// runner, which must reach it as they are.
	Commands bool
}
