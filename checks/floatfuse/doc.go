// Package floatfuse reports floating-point results that depend on the
// architecture where they reach, or decide, what endorsers sign.
//
// IEEE operations give the same bits everywhere, but Go may compute x*y + z with
// one rounding in place of two, and does so on arm64, ppc64le, s390x, riscv64,
// loong64 and on amd64 with GOAMD64=v3 (cmd/compile/internal/ssa/_gen/*.rules; Go
// specification, Floating-point operators: "An implementation may combine
// multiple floating-point operations into a single fused operation, possibly
// across statements"). The transcendental functions of package math are
// assembly on some architectures (src/math/*_s390x.s, exp_arm64.s, exp_amd64.s),
// and Go code that is fused on others.
//
// Endorsers of one architecture agree. A network where one organisation runs on
// arm64 and another on amd64 has results that differ in the last bit, rarely, and
// is hard to debug then: every finding is a notice.
//
// # Bad
//
//	func (c *Contract) Charge(ctx contractapi.TransactionContextInterface, id string, amount, rate, fee float64) error {
//		total := amount*rate + fee // finding
//		return ctx.GetStub().PutState(id, []byte(strconv.FormatFloat(total, 'g', -1, 64)))
//	}
//
//	func (c *Contract) Grow(ctx contractapi.TransactionContextInterface, id string, amount, rate, years float64) error {
//		total := amount * math.Exp(rate*years) // finding
//		return ctx.GetStub().PutState(id, []byte(strconv.FormatFloat(total, 'g', -1, 64)))
//	}
//
// # Good
//
//	func (c *Contract) Charge(ctx contractapi.TransactionContextInterface, id string, amount, rate, fee float64) error {
//		total := float64(amount*rate) + fee // rounded twice everywhere
//		return ctx.GetStub().PutState(id, []byte(strconv.FormatFloat(total, 'g', -1, 64)))
//	}
//
//	func (c *Contract) Tax(ctx contractapi.TransactionContextInterface, id string, cents, percent int64) error {
//		total := cents + cents*percent/100 // integers have no rounding
//		return ctx.GetStub().PutState(id, []byte(strconv.FormatInt(total, 10)))
//	}
//
// # What it will not report
//
// Products that an explicit conversion rounds, and those with a power of two,
// which are exact. Constant expressions and integers. Sqrt, Floor, Round, Mod,
// math.FMA and the other functions whose results are exact by definition. Pow
// with a whole exponent, which only multiplies (src/math/pow.go). Sums whose
// product comes from another function. What only selects an error.
//
// # Suppressing
//
// Where all endorsers run on one architecture:
//
//	total := amount*rate + fee //nolint:floatfuse // the network is amd64 only
//
// It promises to stay a notice: it never fails a build by itself.
package floatfuse
