package memory

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
)

func percent() uint64 {
	sample := []metrics.Sample{{Name: "/gc/gogc:percent"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// TestFirstCollection wants the setting of before after the first collection,
// and no sooner. What restores it runs some time after that.
func TestFirstCollection(t *testing.T) {
	t.Setenv("GOGC", "")
	debug.SetGCPercent(100)
	if !patient() || percent() != 1600 {
		t.Fatalf("GOGC is %d, want 1600", percent())
	}
	for range 1000 {
		if runtime.GC(); percent() != 1600 {
			break
		}
	}
	if percent() != 100 {
		t.Errorf("GOGC is %d after a collection, want 100 as before", percent())
	}
}

func TestSetByUser(t *testing.T) {
	t.Setenv("GOGC", "50")
	if patient() {
		t.Error("the user's GOGC was not left alone")
	}
}
