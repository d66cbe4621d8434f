package memory

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
)

func gogc() int {
	sample := []metrics.Sample{{Name: "/gc/gogc:percent"}}
	metrics.Read(sample)
	return int(sample[0].Value.Uint64())
}

// collect collects until the percentage differs from one, which it does some
// time after a collection.
func collect(t *testing.T, from int) int {
	t.Helper()
	for range 1000 {
		if runtime.GC(); gogc() != from {
			return gogc()
		}
	}
	t.Fatalf("GOGC is still %d after 1000 collections", from)
	return 0
}

// TestCollections wants a percentage for the first collection, and then ones
// that follow what lives.
func TestCollections(t *testing.T) {
	t.Setenv("GOGC", "")
	debug.SetGCPercent(100)
	if !patient() || gogc() != 1600 {
		t.Fatalf("GOGC is %d, want 1600", gogc())
	}
	ballast := make([]byte, firstHeap)
	if got := collect(t, 1600); got != 100 {
		t.Errorf("GOGC is %d with as much living as ever, want 100", got)
	}
	runtime.KeepAlive(ballast)
	if got := collect(t, 100); got <= 100 {
		t.Errorf("GOGC is %d with little living, want more", got)
	}
}

func TestPercent(t *testing.T) {
	for _, test := range []struct {
		live, most uint64
		want       int
	}{
		{0, 128 << 20, 100 * 64 << 20},
		{8 << 20, 64 << 20, 100},
		{8 << 20, 128 << 20, 700},
		{32 << 20, 128 << 20, 100},
		{64 << 20, 128 << 20, 100},
		{16 << 20, 256 << 20, 1100},
	} {
		if got := percent(test.live, test.most); got != test.want {
			t.Errorf("percent(%d, %d) = %d, want %d", test.live, test.most, got, test.want)
		}
	}
}

func TestSetByUser(t *testing.T) {
	t.Setenv("GOGC", "50")
	if patient() {
		t.Error("the user's GOGC was not left alone")
	}
}
