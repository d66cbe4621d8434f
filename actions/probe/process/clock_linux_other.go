//go:build linux && !amd64

package process

import (
	"errors"
	"os"
	"runtime"
)

// clockWhy says why there are no clocks for this architecture.
const clockWhy = "it is known for amd64 alone, this is " + runtime.GOARCH

const sysTime = -1

func watchClock() (*os.File, error) { return nil, errors.New(clockWhy) }

func hideVDSO(int, int) error { return errors.New(clockWhy) }
