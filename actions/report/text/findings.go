package text

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tallystick/tallystick/actions/report/internal/fold"
	"github.com/tallystick/tallystick/actions/report/internal/plain"
	"github.com/tallystick/tallystick/internal/finding"
)

const (
	maxMessage = 72   // columns of a message before it is wrapped
	maxText    = 1000 // bytes of a message or hint that are shown
	inFull     = 3    // findings that say the same and are shown with their code
	severities = 7    // columns of the longest severity
)

// findings prints all findings, which are sorted, under the names of their
// files.
func (p *printer) findings(list []finding.Finding) {
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].Location.Path == list[0].Location.Path {
			n++
		}
		heading := finding.Clean(list[0].Location.Path)
		if heading == "" {
			heading = "the repository as a whole"
		}
		p.line(p.paint(bold, heading))
		p.table(list[:n])
		p.line()
		list = list[n:]
	}
}

// table are the rows of one file.
type table struct {
	*printer
	place, message int // columns
	hints          map[string]bool
}

func (p *printer) table(list []finding.Finding) {
	t := &table{printer: p}
	for _, f := range list {
		t.place = max(t.place, len(position(f.Location)))
		t.message = max(t.message, min(textWidth(shorten(f.Message)), maxMessage))
	}
	for _, group := range fold.Equal(list) {
		for _, f := range group[:min(len(group), inFull)] {
			t.row(f)
		}
		if len(group) > inFull {
			t.also(group[inFull:])
		}
		t.hint(group[0])
	}
}

// row is one finding: where, how bad, what, and by which rule; below it the
// code and the places that explain it.
func (t *table) row(f finding.Finding) {
	where := t.paint(dim, padLeft(position(f.Location), t.place))
	severity := t.paint(styleOf(f.Severity), pad(f.Severity.String(), severities))
	for i, message := range wrap(shorten(f.Message), maxMessage) {
		if i == 0 {
			t.line("  ", where, "  ", severity, "  ", pad(message, t.message), "  ", t.paint(dim, finding.Clean(f.Rule)))
			continue
		}
		t.below("", pad("", severities+2)+message)
	}
	bar := t.paint(dim, "│ ")
	if line, mark := code(f); line != "" {
		t.below("", bar+line)
		if mark != "" {
			t.below("", bar+t.paint(styleOf(f.Severity), mark))
		}
	}
	for _, hop := range f.Related {
		place := hop.Location
		if place.Path == f.Location.Path && place.Line > 0 {
			place.Path = ""
		}
		where := strings.TrimPrefix(finding.Clean(place.String()), ":")
		t.below("flow", t.paint(dim, where)+"  "+shorten(hop.Message))
	}
}

func (t *table) also(rest []finding.Finding) {
	var places []string
	for _, f := range rest {
		places = append(places, position(f.Location))
	}
	text := fmt.Sprintf("%d more at %s", len(rest), strings.Join(places, ", "))
	for i, line := range wrap(text, maxCode) {
		label := "also"
		if i > 0 {
			label = "    "
		}
		t.below(label, line)
	}
}

// hint is the cure, once for all findings of the file that have the same.
func (t *table) hint(f finding.Finding) {
	if f.Hint == "" {
		return
	}
	if key := f.Rule + "\x00" + f.Hint; !t.hints[key] {
		if t.hints == nil {
			t.hints = map[string]bool{}
		}
		t.hints[key] = true
		t.below("hint", shorten(f.Hint))
	}
}

// below is a line that belongs to the row above, under its severity.
func (t *table) below(label, text string) {
	if label != "" {
		label = t.paint(dim, label) + "  "
	}
	t.line(strings.Repeat(" ", t.place+4), label, text)
}

// position is line:column, as far as known.
func position(l finding.Location) string {
	switch {
	case l.Line == 0:
		return "-"
	case l.Column == 0:
		return strconv.Itoa(l.Line)
	}
	return strconv.Itoa(l.Line) + ":" + strconv.Itoa(l.Column)
}

// shorten makes a text fit to be shown: one line of harmless characters, and
// no more of them than anyone reads.
func shorten(s string) string {
	return strings.ReplaceAll(plain.Line(s, maxText), "\t", " ")
}
