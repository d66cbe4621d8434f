package probe

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/tallystick/tallystick/actions/probe/scenario"
	"github.com/tallystick/tallystick/actions/probe/trial"
	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/wholefile"
)

// folder is where scenarios for --replay go.
func (p *run) folder() string { return filepath.Join(p.step.Out, "probe") }

// write writes a scenario, and gives the command that shows it again, as a
// person types it in the repository's root.
func (p *run) write(s *scenario.Scenario, name string) (string, error) {
	path := filepath.Join(p.folder(), name)
	var text strings.Builder
	if err := s.Write(&text); err != nil {
		return "", action.NotAnalysed("writing a scenario: %w", err)
	}
	if err := wholefile.Write(path, []byte(text.String()), 0o644); err != nil {
		return "", action.Environment("writing a scenario: %w", err).WithHint("name a folder that can be written to with --out")
	}
	command := []string{"tallystick probe"}
	if dir := p.step.Rel(p.step.Dir); dir != "." {
		command = append(command, "--dir", dir)
	}
	for _, input := range [][2]string{{"--binary", p.binary}, {"--image", p.image}, {"--main", p.runner.main}} {
		if input[1] != "" {
			command = append(command, input[:]...)
		}
	}
	if rel, err := filepath.Rel(p.step.Dir, path); err == nil && strings.HasPrefix(path, p.step.Root+string(filepath.Separator)) {
		path = filepath.ToSlash(rel) // inputs are relative to the module's folder
	}
	return strings.Join(append(command, "--replay", path), " "), nil
}

// clean removes the scenarios of an earlier run: one that is shown must be of
// this one.
func (p *run) clean() error {
	if p.replay != "" {
		return nil
	}
	var old []string
	for _, rule := range rules() {
		list, err := filepath.Glob(filepath.Join(p.folder(), strings.TrimPrefix(rule.ID, "probe/")+"-*.yaml"))
		if err != nil {
			return err
		}
		old = append(old, list...)
	}
	for _, path := range old {
		if err := os.Remove(path); err != nil {
			return action.Environment("removing the scenario of an earlier run: %w", err)
		}
	}
	return nil
}

// save writes the scenario of some proposals for --replay, and gives the command
// that shows it.
func (p *run) save(calls []trial.Call, name string) (string, error) {
	s := *p.scenario
	s.Steps = nil
	for _, call := range calls {
		s.Steps = append(s.Steps, *call.Step)
	}
	name = fileName(name)
	p.replays[name]++
	if n := p.replays[name]; n > 1 {
		name += "-" + strconv.Itoa(n)
	}
	return p.write(&s, name+".yaml")
}
