//go:build e2efabric

package fabric

import (
	"testing"
	"time"
)

// TestFabric holds the simulated peer against real ones.
func TestFabric(t *testing.T) {
	found, subjects := programs(t), binaries(t)
	for _, r := range found {
		t.Run(r.version, func(t *testing.T) {
			begun := time.Now()
			s := stage(t, r, subjects)
			for _, c := range recorded(t) {
				s.play(t, c)
			}
			for _, c := range permissions(t) {
				s.play(t, c)
			}
			for _, c := range failures(t) {
				s.play(t, c)
			}
			s.play(t, slow(t))
			t.Logf("%s: %s, %s", r.version, s.tally, time.Since(begun).Round(time.Millisecond))
		})
	}
}
