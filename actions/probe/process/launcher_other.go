//go:build !linux

package process

import (
	"context"
	"runtime"
)

// Asked says that this process was started to be a warden, which there is none
// of here.
func Asked([]string) bool { return false }

// Warden is the main of a warden.
func Warden() int { return 1 }

func newLauncher(_ context.Context, p *Program, _ Limits) (launcher, error) {
	why := "it needs Linux, this is " + runtime.GOOS
	var lacks []Missing
	for _, what := range append(isolation(), noMemory, noCount) {
		lacks = append(lacks, Missing{what, why})
	}
	return newDirect(p, lacks)
}
