package fabric

import (
	"go/types"
	"slices"
	"strings"

	"github.com/tallystick/tallystick/checks/internal/profile"
)

// Class is what a call means for the result that endorsers sign.
type Class int

// The classes, in the order in which a check prefers to name them.
const (
	None     Class = iota
	Write          // a write of public or private state, or of a key's policy
	Event          // the transaction's one event
	Invoke         // a call of another chaincode
	Response       // what the client gets
	Read           // a read of one key: part of the read set
	Range          // a range or rich query: part of the read set, in call order
)

// classes are the classes as profiles name them, from Write on.
var classes = []string{"write", "event", "invoke", "response", "read", "range"}

// Call is what a method of the stub does with its arguments.
type Call struct {
	Class Class
	// Keys and Values are the indexes of the arguments, the receiver not
	// counted, that name the entry and that fill it.
	Keys, Values []int
}

// stubCalls has every method of ChaincodeStubInterface that writes, reads,
// publishes or calls. The rest only looks at the proposal, which is the same
// for all endorsers.
var stubCalls = map[string]Call{
	"PutState":                                    {Write, []int{0}, []int{1}},
	"DelState":                                    {Write, []int{0}, nil},
	"SetStateValidationParameter":                 {Write, []int{0}, []int{1}},
	"PutPrivateData":                              {Write, []int{0, 1}, []int{2}},
	"DelPrivateData":                              {Write, []int{0, 1}, nil},
	"PurgePrivateData":                            {Write, []int{0, 1}, nil},
	"SetPrivateDataValidationParameter":           {Write, []int{0, 1}, []int{2}},
	"SetEvent":                                    {Event, nil, []int{0, 1}},
	"InvokeChaincode":                             {Invoke, nil, []int{0, 1, 2}},
	"GetState":                                    {Read, []int{0}, nil},
	"GetMultipleStates":                           {Read, []int{0}, nil},
	"GetStateValidationParameter":                 {Read, []int{0}, nil},
	"GetPrivateData":                              {Read, []int{0, 1}, nil},
	"GetMultiplePrivateData":                      {Read, []int{0, 1}, nil},
	"GetPrivateDataHash":                          {Read, []int{0, 1}, nil},
	"GetPrivateDataValidationParameter":           {Read, []int{0, 1}, nil},
	"GetStateByRange":                             {Range, []int{0, 1}, nil},
	"GetStateByRangeWithPagination":               {Range, []int{0, 1, 2, 3}, nil},
	"GetStateByPartialCompositeKey":               {Range, []int{0, 1}, nil},
	"GetStateByPartialCompositeKeyWithPagination": {Range, []int{0, 1, 2, 3}, nil},
	"GetAllStatesCompositeKeyWithPagination":      {Range, []int{0, 1}, nil},
	"GetQueryResult":                              {Range, []int{0}, nil},
	"GetQueryResultWithPagination":                {Range, []int{0, 1, 2}, nil},
	"GetHistoryForKey":                            {Range, []int{0}, nil},
	"GetPrivateDataByRange":                       {Range, []int{0, 1, 2}, nil},
	"GetPrivateDataByPartialCompositeKey":         {Range, []int{0, 1, 2}, nil},
	"GetPrivateDataQueryResult":                   {Range, []int{0, 1}, nil},
}

// frameworkCalls are the writes of cckit's state and event interfaces
// (github.com/s7techlab/cckit, state/state.go, state/event.go).
var frameworkCalls = map[string]Call{
	"Put":           {Write, []int{0}, []int{1}},
	"Insert":        {Write, []int{0}, []int{1}},
	"PutPrivate":    {Write, []int{0, 1}, []int{2}},
	"InsertPrivate": {Write, []int{0, 1}, []int{2}},
	"Set":           {Event, nil, []int{0, 1}},
}

// CallOf says what calling method fn on a value of type recv does.
func CallOf(fn *types.Func, recv types.Type) (Call, bool) {
	if c, ok := stubCalls[fn.Name()]; ok && IsStub(recv) {
		return c, true
	}
	if c, ok := profile.Current().Call(fn, recv); ok {
		return Call{Write + Class(slices.Index(classes, c.Class)), c.Keys, c.Values}, true
	}
	if n := named(recv); n != nil && n.Obj().Pkg() != nil {
		switch Unvendored(n.Obj().Pkg().Path()) {
		case "github.com/s7techlab/cckit/state", "github.com/hyperledger-labs/cckit/state":
			c, ok := frameworkCalls[fn.Name()]
			return c, ok && (c.Class == Event) == (n.Obj().Name() == "Event")
		}
	}
	return Call{}, false
}

// IsSuccess says whether fn is shim.Success.
func IsSuccess(fn *types.Func) bool { return isShimFunc(fn, "Success") }

// IsError says whether fn is shim.Error.
func IsError(fn *types.Func) bool { return isShimFunc(fn, "Error") }

func isShimFunc(fn *types.Func, name string) bool {
	return fn != nil && fn.Name() == name && fn.Pkg() != nil && isShim(fn.Pkg().Path())
}

// Writes says whether a function of this name, of a package that we do not
// see, is taken to write the ledger when it is handed a stub along with a
// value; own says that the stub is its receiver's.
func Writes(name string, own bool) bool {
	verbs := []string{"Put", "Save", "Store", "Insert", "Upsert", "Persist", "Delete"}
	if !own {
		verbs = append(verbs, "Add", "Set", "Create", "Update", "Write", "Remove", "Record", "Register", "Issue", "Mint", "Transfer", "Emit", "Publish")
	}
	for _, verb := range verbs {
		if rest, ok := strings.CutPrefix(name, verb); ok && (rest == "" || rest[0] < 'a' || rest[0] > 'z') {
			return true
		}
	}
	return false
}
