// Package when is no chaincode: it only tells the time.
package when

import "time"

func Now() time.Time { return now() }

func now() time.Time { return time.Now().UTC() }

// Clock can be turned by tests.
var Clock = time.Now

// Started is when the process did.
var Started = time.Now()

// Stamper is embedded by contracts.
type Stamper struct{}

func (Stamper) Stamp() string { return Now().String() }

// Source is an interface with one implementation.
type Source interface{ Tell() time.Time }

type Real struct{}

func (Real) Tell() time.Time { return time.Now() }

// Fixed tells what it is told.
func Fixed(at time.Time) time.Time { return at }

type Record struct{ At, By string }

func Mark(r *Record) { r.At = time.Now().String() }
