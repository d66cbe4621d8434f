//go:build unix

package process

import (
	"os"
	"syscall"
)

// quit makes a Go program write the stacks of its goroutines and end.
const quit = syscall.SIGQUIT

// ownGroup starts a process that leads a group, so that all of it can be ended.
func ownGroup() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }

func killGroup(p *os.Process) {
	p.Kill()
	syscall.Kill(-p.Pid, syscall.SIGKILL) // no such group: it is over
}

func exitOf(s *os.ProcessState) Exit {
	if s == nil {
		return Exit{}
	}
	return exitOfStatus(s.Sys().(syscall.WaitStatus))
}

func exitOfStatus(status syscall.WaitStatus) Exit {
	if status.Signaled() {
		return Exit{Code: -1, Signal: status.Signal().String()}
	}
	return Exit{Code: status.ExitStatus()}
}
