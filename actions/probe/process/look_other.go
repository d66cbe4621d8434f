//go:build !linux

package process

import "errors"

// There is no /proc here.

func descendants(pid int) ([]int, error) { return []int{pid}, nil }

func rss([]int) (int64, error) { return 0, errors.ErrUnsupported }

func threads([]int) int { return 0 }

func listeners(int) ([]string, error) { return nil, errors.ErrUnsupported }

// InnerPID is its number as it sees it itself.
func (p *Process) InnerPID() int { return p.PID() }
