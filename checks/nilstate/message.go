package nilstate

import (
	"golang.org/x/tools/go/analysis"

	"github.com/tallystick/tallystick/checks/internal/report"
)

func (c *check) diagnose(src *source, u use) analysis.Diagnostic {
	at := c.p.At(src.site.Pos())
	d := report.Diagnostic{Pos: report.Place(u.at), Severity: report.Warning}
	subject := "value of " + src.name + " at " + at
	if src.gift != nil {
		subject = "result of " + src.name + " at " + at
	}
	d.Message = subject + " " + u.what + " without a check: it is nil for a missing key"
	if src.gift != nil && src.gift.pointer {
		d.Message = subject + " " + u.what + " without a check: " + src.name + " returns nil and no error at " + src.gift.at
	}
	d.Related = []analysis.RelatedInformation{{Pos: src.site.Pos(), Message: "read here"}}
	switch u.kind {
	case panics:
		d.Hint = "compare with nil and return an error first: it panics, the shim does not recover, and the process ends with every transaction in flight"
		if src.gift == nil && !src.fixed {
			d.Severity = report.Error
		}
	case reads:
		d.Hint = "compare with nil and return an error first, or check the decoder's: a missing key goes on as the zero value, and is written as such"
		if src.fixed || !c.p.Reached(u.at.Parent()) {
			d.Severity = report.Notice
		}
	case counts:
		d.Severity = report.Notice
		d.Hint = "compare with nil first: a missing key, or one that holds no number, goes on as 0, and is written as such"
	case empties:
		d.Severity = report.Notice
		d.Hint = "compare with nil and return an error first: no bytes are a valid, empty message to proto, so that a missing key is no error"
	}
	return d.Analysis()
}
