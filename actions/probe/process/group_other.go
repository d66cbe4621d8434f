//go:build !unix

package process

import (
	"os"
	"syscall"
)

// quit is not delivered here: os.Process.Signal says so.
const quit = syscall.SIGQUIT

func ownGroup() *syscall.SysProcAttr { return nil }

func killGroup(p *os.Process) { p.Kill() }

func exitOf(s *os.ProcessState) Exit {
	if s == nil {
		return Exit{}
	}
	return Exit{Code: s.ExitCode()}
}
