package trial_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/tallystick/tallystick/actions/probe/ledger"
	"github.com/tallystick/tallystick/actions/probe/trial"
)

// BenchmarkDeterminism is one proposal of a run as the action makes it: four
// replicas, 36 executions. -benchtime 1000x is a whole run, with its start and
// its end.
func BenchmarkDeterminism(b *testing.B) {
	breed, _ := twins(b)
	breed.Timeout = 20 * time.Second
	var calls []trial.Call
	for i := range b.N {
		id := fmt.Sprint("a", i/4)
		args := [][]string{{"Create", id, "tom", "7"}, {"Read", id}, {"Transfer", id, "ann"}, {"Delete", id}}[i%4]
		calls = append(calls, call(b, i, args...))
	}
	b.ResetTimer()
	out, err := trial.Run(context.Background(), trial.Config{
		Start: breed.Start, Roles: roles(), Repeats: 36, State: ledger.NewState("ch"), Fatal: 2,
	}, &list{calls: calls})
	b.StopTimer()
	if err != nil {
		b.Fatal(err)
	}
	if len(out.Differences)+len(out.Deaths) > 0 || out.Proposals != b.N || out.Functions["Create"].Endorsed == 0 {
		b.Fatalf("got %+v, want no difference", out)
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)*1000, "s/1000-proposals")
	b.ReportMetric(float64(out.Executions)/b.Elapsed().Seconds(), "executions/s")
}
