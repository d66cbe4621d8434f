package lint

import (
	"fmt"

	"github.com/tallystick/tallystick/internal/action"
	"github.com/tallystick/tallystick/internal/finding"
	"github.com/tallystick/tallystick/internal/store"
)

// openRecords opens what is kept of earlier runs. Whatever is wrong with it
// makes a run slower, and nothing else.
func openRecords(s *action.Step, folder string) *store.Store {
	return store.Configured(folder, s.Root, s.Getenv, func(err error) { warn(s, err) })
}

func closeRecords(s *action.Step, records *store.Store) {
	limits, err := store.LimitsOf(s.Getenv)
	if err != nil {
		warn(s, err)
	}
	records.TrimDaily(limits)
	if err := records.Err(); err != nil {
		warn(s, err)
	}
	records.Close()
}

func warn(s *action.Step, err error) {
	fmt.Fprintln(s.Stderr, "tallystick: lint:", finding.Clean(err.Error()))
}
