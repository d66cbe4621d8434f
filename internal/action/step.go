package action

import (
	"context"
	"io"
	"path/filepath"

	"github.com/tallystick/tallystick/internal/finding"
)

// Step is all that an action sees of the world and may change.
type Step struct {
	// Root is the repository root, Dir the folder to look at: both
	// absolute, Dir at or below Root. For a PerModule action Dir holds a
	// go.mod.
	Root, Dir string
	// Out is the absolute folder for what the action makes. It may not
	// exist yet.
	Out string
	// Version is Tallystick's own, for what it writes.
	Version string
	// Getenv reads the environment; Environ is all of it, for programs
	// that the action starts.
	Getenv  func(string) string
	Environ []string
	Stdin   io.Reader
	Stdout  io.Writer // results that are not findings
	Stderr  io.Writer // what a started program says
	// Report takes a finding. Source and Fingerprint may be left empty.
	Report func(finding.Finding)
	// Output sets a value for the steps that come after.
	Output func(name, value string)
	// Earlier is an output of a step that ran before on the same module in
	// the same process, or "".
	Earlier func(name string) string
	// Settled says that the step finds what it found before, and on which
	// files and folders, there or not, that depends beside the inputs and
	// the environment. The result may then be given again from a record in
	// the folder cache, without the action. It may be nil.
	Settled func(cache string, depends []string)
	// Progress says what is going on, for a person who waits.
	Progress func(format string, args ...any)

	// Sub runs another action on the same module, as a step of its own in
	// the report; Skip records that it does not run, and why; Include takes
	// the steps, findings and outputs of an earlier run as they are. They
	// are for Composite actions and nil for others.
	Sub     func(context.Context, *Action, Runner) finding.Step
	Skip    func(a *Action, reason string)
	Include func(finding.Report)
}

// Rel makes a path of the file system relative to the repository root, with
// slashes, as finding.Location wants it. A path outside Root stays absolute.
func (s *Step) Rel(path string) string {
	if !filepath.IsAbs(path) {
		path = filepath.Join(s.Dir, path)
	}
	// As a rule what is asked for is below Root, thousands of times.
	if n := len(s.Root); len(path) > n && path[n] == filepath.Separator && path[:n] == s.Root {
		if rel := path[n+1:]; filepath.IsLocal(rel) && filepath.Clean(rel) == rel {
			return filepath.ToSlash(rel)
		}
	}
	rel, err := filepath.Rel(s.Root, path)
	if err != nil || !filepath.IsLocal(rel) {
		return filepath.ToSlash(path)
	}
	return filepath.ToSlash(rel)
}

// Abs is the file that a user's path names: relative paths are below Dir.
func (s *Step) Abs(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(s.Dir, path)
}
