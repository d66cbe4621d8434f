package flow

import "github.com/tallystick/tallystick/checks/internal/fabric"

// Touched is how src touches sinks of one class, or nil: in whichever function
// that is, where Frame.Found knows of one.
func (src *Source) Touched(m Manner, class fabric.Class) *Hit { return src.hits[m][class] }
