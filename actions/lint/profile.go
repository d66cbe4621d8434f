package lint

import (
	"path/filepath"

	"github.com/tallystick/tallystick/checks"
	"github.com/tallystick/tallystick/internal/action"
)

// setProfile puts the wanted profile in force: it is one for the process, as
// flags of analyzers are.
func (r *runner) setProfile(s *action.Step) (err error) {
	name := r.profile
	if filepath.Ext(name) != "" && !filepath.IsAbs(name) {
		name = filepath.Join(s.Root, filepath.FromSlash(name))
	}
	if r.profileID, err = checks.SetProfile(name); err != nil {
		return action.Usage("%v", err).WithHint("tallystick lint --help has the form of a profile")
	}
	return nil
}
