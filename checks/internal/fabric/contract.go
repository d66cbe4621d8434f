package fabric

import "go/types"

// IsContract says whether n is a contract of contract-api: it embeds
// contractapi.Contract, at any depth, or implements ContractInterface by
// itself.
func IsContract(n *types.Named) bool {
	if _, ok := n.Underlying().(*types.Struct); !ok {
		return false
	}
	t := types.NewPointer(n)
	for _, name := range []string{"GetInfo", "GetUnknownTransaction", "GetBeforeTransaction", "GetAfterTransaction"} {
		if !hasMethod(t, name, 0) {
			return false
		}
	}
	return true
}

// IsChaincode says whether n is a chaincode of the shim: Init and Invoke take
// one stub and return a Response.
func IsChaincode(n *types.Named) bool {
	for _, name := range []string{"Init", "Invoke"} {
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(n), true, nil, name)
		fn, ok := obj.(*types.Func)
		if !ok || !isHandler(fn.Signature()) {
			return false
		}
	}
	return !types.IsInterface(n)
}

func isHandler(sig *types.Signature) bool {
	return sig.Params().Len() == 1 && IsStub(sig.Params().At(0).Type()) &&
		sig.Results().Len() == 1 && IsResponse(sig.Results().At(0).Type())
}

// ContractMethod says whether contract-api leaves name out when it turns a
// contract's exported methods into transactions: the methods of its own
// interfaces (contractapi/contract_chaincode.go, getIgnoredFunctions).
func ContractMethod(name string) bool {
	switch name {
	case "GetInfo", "GetUnknownTransaction", "GetBeforeTransaction", "GetAfterTransaction",
		"GetName", "GetTransactionContextHandler", "GetIgnoredFunctions", "GetEvaluateTransactions":
		return true
	}
	return false
}
