package main

import (
	"errors"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"
)

// BenchmarkStart starts the real binary. What people wait for is in the
// shortest and the median time; the mean says more about the machine. The
// house wants less than 30 ms.
func BenchmarkStart(b *testing.B) {
	binary := filepath.Join(b.TempDir(), "tallystick.exe")
	if out, err := exec.Command("go", "build", "-trimpath", "-o", binary, ".").CombinedOutput(); err != nil {
		b.Fatalf("building: %v\n%s", err, out)
	}
	var times []time.Duration
	for b.Loop() {
		start := time.Now()
		if err := exec.Command(binary, "version").Run(); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	b.ReportMetric(times[0].Seconds()*1000, "min-ms")
	b.ReportMetric(times[len(times)/2].Seconds()*1000, "median-ms")
	linked(b, binary)
}

// linked measures what each start pays for all that is linked: what packages
// do before main begins, which they say themselves (runtime, GODEBUG), in the
// shortest of a few starts.
func linked(b *testing.B, binary string) {
	info, err := os.Stat(binary)
	if err != nil {
		b.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^init \S+ @\S+ ms, (\S+) ms clock, (\d+) bytes`)
	least, bytes := math.Inf(1), 0.0
	for range 10 {
		cmd := exec.Command(binary, "version")
		cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
		out, err := cmd.CombinedOutput()
		if err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		var sum float64
		bytes = 0
		for _, found := range line.FindAllSubmatch(out, -1) {
			clock, err1 := strconv.ParseFloat(string(found[1]), 64)
			made, err2 := strconv.ParseFloat(string(found[2]), 64)
			if err := errors.Join(err1, err2); err != nil {
				b.Fatal(err)
			}
			sum, bytes = sum+clock, bytes+made
		}
		least = min(least, sum)
	}
	if bytes == 0 {
		b.Fatal("no package says what it did")
	}
	b.ReportMetric(float64(info.Size())/1e6, "binary-MB")
	b.ReportMetric(least, "init-ms")
	b.ReportMetric(bytes/1e6, "init-MB")
}
