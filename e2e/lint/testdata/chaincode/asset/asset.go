// Package asset has what the ledger holds.
package asset

import (
	"fmt"
	"strings"
	"time"
)

// State is where a vehicle stands in its life.
type State string

// The states, in their order.
const (
	Ordered   State = "ordered"
	InService State = "in service"
	Parked    State = "parked"
	Scrapped  State = "scrapped"
)

// Vehicle is one vehicle.
type Vehicle struct {
	ID       string         `json:"id"`
	Carrier  string         `json:"carrier"`
	State    State          `json:"state"`
	Since    string         `json:"since"` // of the state, UTC
	Odometer int            `json:"odometer"`
	Services map[string]int `json:"services" metadata:",optional"`
}

// Validate says what is wrong with a vehicle.
func (v *Vehicle) Validate() error {
	if v.ID == "" || strings.ContainsRune(v.ID, '~') {
		return Invalidf("vehicle %q has no usable name", v.ID)
	}
	if v.Carrier == "" {
		return Invalidf("vehicle %s belongs to nobody", v.ID)
	}
	if v.Odometer < 0 {
		return Invalidf("vehicle %s has driven %d km", v.ID, v.Odometer)
	}
	return nil
}

// Move puts a vehicle into another state.
func (v *Vehicle) Move(to State, at time.Time) error {
	allowed := map[State][]State{
		Ordered:   {InService, Scrapped},
		InService: {Parked, Scrapped},
		Parked:    {InService, Scrapped},
	}
	for _, next := range allowed[v.State] {
		if next == to {
			v.State, v.Since = to, Stamp(at)
			return nil
		}
	}
	return Invalidf("vehicle %s cannot go from %s to %s", v.ID, v.State, to)
}

// Journey is one way that a vehicle went.
type Journey struct {
	Vehicle string `json:"vehicle"`
	Number  int    `json:"number"`
	From    string `json:"from"`
	To      string `json:"to"`
	Length  int    `json:"length"`
}

// Validate says what is wrong with a journey.
func (j *Journey) Validate() error {
	switch {
	case j.From == "" || j.To == "":
		return Invalidf("journey %d of %s has no two ends", j.Number, j.Vehicle)
	case j.Length <= 0:
		return Invalidf("journey %d of %s has the length %d", j.Number, j.Vehicle, j.Length)
	}
	return nil
}

// Invalid is an error of the one who sent the transaction.
type Invalid struct{ reason string }

func (e *Invalid) Error() string { return e.reason }

// Invalidf makes one.
func Invalidf(format string, args ...any) error {
	return &Invalid{fmt.Sprintf(format, args...)}
}

// Stamp is how a time is written on the ledger.
func Stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
