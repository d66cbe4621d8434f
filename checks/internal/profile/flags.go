package profile

import "flag"

// Flags are the flags of a check that looks at any state machine. The value is
// one for all checks of the process.
func Flags(analyzer string) flag.FlagSet {
	var fs flag.FlagSet
	fs.Init(analyzer, flag.ContinueOnError)
	fs.Var(Flag{}, "profile", "state machine to look at: fabric, cosmos, or a file of JSON")
	return fs
}
