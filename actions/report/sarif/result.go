package sarif

import (
	"cmp"
	"path"

	"github.com/tallystick/tallystick/internal/finding"
)

// maxRelated is how many related locations of a result GitHub shows
// (docs.github.com, "SARIF results exceed one or more limits").
const maxRelated = 100

func resultOf(f finding.Finding, rule int, steps []finding.Step) result {
	message := cmp.Or(lines(f.Message), finding.Clean(f.Rule)) // a text must not be empty
	if f.Hint != "" {
		message += "\n\nhint: " + lines(f.Hint)
	}
	where := f.Location
	if where.Path == "" {
		where = finding.Location{Path: goMod(f.Action(), steps)}
	}
	out := result{
		RuleID: f.Rule, RuleIndex: rule, Level: level(f.Severity), Message: text{message},
		Locations:           []location{{Physical: physicalOf(where, f.Source)}},
		PartialFingerprints: fingerprints(f),
		Fixes:               fixes(f),
	}
	for i, related := range f.Related[:min(len(f.Related), maxRelated)] {
		place := related.Location
		if place.Path == "" {
			place.Path = where.Path
		}
		out.RelatedLocations = append(out.RelatedLocations, location{
			ID: i + 1, Message: &text{cmp.Or(lines(related.Message), "related")}, Physical: physicalOf(place, sourceOf(f, place)),
		})
	}
	return out
}

// goMod stands for the repository as a whole, since GitHub takes no result
// without a file: the module's file when the action looked at one module only.
func goMod(action string, steps []finding.Step) string {
	module := ""
	for _, s := range steps {
		switch {
		case s.Action != action || s.Module == "":
		case module == "":
			module = s.Module
		case module != s.Module:
			return "go.mod"
		}
	}
	return path.Join(module, "go.mod")
}

// fingerprints are what the same finding has in common in two runs. GitHub
// goes by primaryLocationLineHash; its upload step computes that where there is
// a line, and warns of each value that is not its own (github/codeql-action,
// fingerprints.ts). So ours stands there only for findings without a line, which
// it leaves alone and which would all be one otherwise.
func fingerprints(f finding.Finding) map[string]string {
	if f.Fingerprint == "" {
		return nil
	}
	prints := map[string]string{"tallystick/v1": f.Fingerprint}
	if f.Location.Path == "" || f.Location.Line == 0 {
		prints["primaryLocationLineHash"] = f.Fingerprint
	}
	return prints
}

// fixes are those whose columns can be told in SARIF's way: a fix in the wrong
// column is worse than none.
func fixes(f finding.Finding) (list []fix) {
next:
	for _, x := range f.Fixes {
		out := fix{Description: text{cmp.Or(lines(x.Message), "fix")}}
		for _, edit := range x.Edits {
			r := regionOf(edit.Location, sourceOf(f, edit.Location))
			if r == nil || r.StartColumn == 0 || !exact(f, edit.Location) {
				continue next
			}
			if r.EndColumn == 0 {
				r.EndLine, r.EndColumn = r.StartLine, r.StartColumn
			}
			out.Changes = append(out.Changes, change{
				Artifact:     artifactOf(edit.Location.Path),
				Replacements: []replacement{{Deleted: *r, Inserted: text{edit.NewText}}},
			})
		}
		if len(out.Changes) > 0 {
			list = append(list, out)
		}
	}
	return list
}

// exact says whether an edit's columns are known in UTF-16 code units: it
// starts and ends on the finding's own line, whose text we have, or at the
// start of a line.
func exact(f finding.Finding, l finding.Location) bool {
	own := sourceOf(f, l) != ""
	if l.EndLine > l.Line {
		return (own || l.Column == 1) && l.EndColumn == 1
	}
	return own || l.Column == 1 && l.EndColumn <= 1
}

// sourceOf is the text of a place's line, when it is the finding's own line.
func sourceOf(f finding.Finding, l finding.Location) string {
	if l.Path == f.Location.Path && l.Line == f.Location.Line {
		return f.Source
	}
	return ""
}
