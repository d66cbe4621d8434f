package report

import (
	"github.com/tallystick/tallystick/actions/report/github"
	"github.com/tallystick/tallystick/actions/report/sarif"
	"github.com/tallystick/tallystick/actions/report/summary"
	"github.com/tallystick/tallystick/actions/report/text"
	"github.com/tallystick/tallystick/internal/finding"
)

// Formats are all the formats, in the order of the help. json has no folder:
// it is the report file.
var Formats = []finding.NamedFormat{
	{Name: "text", Doc: "for people: source lines, hints and the verdict", Write: text.Plain, Color: text.Color},
	{Name: "json", Doc: "the report file: JSON lines", Write: finding.Write},
	{Name: "github", Doc: "annotations of a GitHub workflow", Write: github.Write, Commands: true},
	{Name: "summary", Doc: "Markdown, as a GitHub job summary", Write: summary.Write},
	{Name: "sarif", Doc: "SARIF 2.1.0, for code scanning", Write: sarif.Write},
}
