//go:build e2efabric

package fabric

import (
	"fmt"
	"slices"
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
			s.part(t, "recorded proposals", slices.Values(recorded(t)))
			s.part(t, "permissions", slices.Values(permissions(t)))
			s.part(t, "failures", slices.Values(failures(t)))
			s.part(t, "inits", slices.Values(initial(t)))
			seed, n := numbered(t, "FABRIC_SEED", 1), numbered(t, "FABRIC_RANDOM", 300)
			s.together = newMix(t, seed).IntN
			s.part(t, fmt.Sprintf("random proposals of seed %d", seed), newMix(t, seed).calls(t, n))
			s.together = nil
			for _, twin := range s.twins {
				twin.simulated.Timeout = executeTimeout
			}
			s.part(t, "one that takes too long", slices.Values([]call{slow(t)}))
			// The process that it ends serves both peers.
			other := s.twins[1]
			s.twins = s.twins[:1]
			s.part(t, "one that panics", slices.Values([]call{function("kitchen", "Panic")}))
			s.leftOpen(t, other, 40, 500)
			s.fatal(t)
			t.Logf("%s: %s (of %d transactions in %d blocks %d valid; %s)", r.version, s.tally, s.sent, s.blocks, s.valid,
				time.Since(begun).Round(time.Millisecond))
			for reason, count := range s.tally.explained {
				t.Logf("explained %d: %s", count, reason)
			}
		})
	}
}
