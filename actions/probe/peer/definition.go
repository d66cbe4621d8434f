package peer

import (
	"fmt"
	"unicode/utf8"

	"github.com/tallystick/tallystick/actions/probe/ledger"
)

// initialized is the key, in the chaincode's own namespace, under which the
// peer keeps the version that was initialized (core/chaincode/chaincode_support.go,
// InitializedKeyName).
const initialized = "\x00" + string(utf8.MaxRune) + "initialized"

// admit holds a call to the chaincode's definition (CheckInvocation of
// core/chaincode/chaincode_support.go). Where that demands an init, each call
// reads whether it was made.
func (c *Chaincode) admit(sim *ledger.Simulation, isInit bool) error {
	if c.initVersion == "" {
		return nil
	}
	value, err := sim.GetState(c.Name, initialized)
	if err != nil {
		return fmt.Errorf("could not get 'initialized' key: %w", err)
	}
	done := string(value) == c.initVersion
	switch {
	case isInit && done:
		return fmt.Errorf("chaincode '%s' is already initialized but called as init", c.Name)
	case isInit:
		if err := sim.PutState(c.Name, initialized, []byte(c.initVersion)); err != nil {
			return fmt.Errorf("could not set 'initialized' key: %w", err)
		}
	case !done:
		return fmt.Errorf("chaincode '%s' has not been initialized for this version, must call as init first", c.Name)
	}
	return nil
}
