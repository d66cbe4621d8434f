package generate_test

import (
	"testing"

	protos "github.com/hyperledger/fabric-protos-go-apiv2/peer"

	"github.com/tallystick/tallystick/actions/probe/generate"
)

// BenchmarkStep is the price of a step with its feedback, half of them failures.
func BenchmarkStep(b *testing.B) {
	g := generate.New(1, input())
	i := 0
	for b.Loop() {
		step, _ := g.Next()
		r := &protos.Response{Status: 200, Payload: []byte(`[{"ID":"a","Owner":"b"}]`)}
		if i++; i%2 == 0 {
			r = fail("the asset %s does not exist", step.Call)
		}
		g.Feedback(&step, r)
	}
}
