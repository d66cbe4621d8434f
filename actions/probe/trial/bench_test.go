package trial_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/tallystick/tallystick/actions/probe/ledger"
	"github.com/tallystick/tallystick/actions/probe/trial"
	_ "github.com/tallystick/tallystick/internal/memory" // as the program has it
)

// BenchmarkDeterminism is one proposal of a run on four replicas: executed once
// on each, and 36 times in all as the action does it. -benchtime 1000x is a
// whole run, with its start and its end.
func BenchmarkDeterminism(b *testing.B) {
	for _, executions := range []int{4, 36} {
		b.Run(fmt.Sprint(executions), func(b *testing.B) { determinism(b, executions) })
	}
}

func determinism(b *testing.B, executions int) {
	breed, _ := twins(b)
	breed.Timeout = 20 * time.Second
	var calls []trial.Call
	for i := range b.N {
		id := fmt.Sprint("a", i/4)
		args := [][]string{{"Create", id, "tom", "7"}, {"Read", id}, {"Transfer", id, "ann"}, {"Delete", id}}[i%4]
		calls = append(calls, call(b, i, args...))
	}
	seats := roles()
	seats[1].Traits.Clock = 0 // as in the action: one replica of four has another clock
	b.ResetTimer()
	out, err := trial.Run(context.Background(), trial.Config{
		Start: breed.Start, Roles: seats, Repeats: executions, State: ledger.NewState("ch"), Fatal: 2,
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
