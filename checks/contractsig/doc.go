// Package contractsig reports methods of contracts with whose signatures the
// chaincode does not start.
//
// contractapi.NewChaincode turns every exported method of a contract into a
// transaction, helpers and promoted methods too, and refuses the whole chaincode
// where one of them takes or returns what it cannot convert from and to JSON:
// channels, functions, named interfaces, pointers to anything but a struct, maps
// without string keys, more than two results, an error in the wrong place, or a
// context that the contract does not hand out. The package compiles, tests that
// call methods directly pass, and the container ends right after the install
// (contractapi/contract_chaincode.go, internal/contract_function.go,
// internal/types_handler.go, internal/transaction_handler.go and
// metadata/schema.go of fabric-contract-api-go v1 and v2).
//
// Two kinds of methods start and cannot be called, and are reported too: a
// variadic parameter, on which reflect panics, and a context of another type
// than the contract's, which is taken for an argument.
//
// A finding is an error where the package gives the contract to NewChaincode; a
// contract of another package is then reported at that place. Where nobody in
// view does, it is a notice.
//
// # Bad
//
//	type Query interface{ Text() string }
//
//	func (c *Contract) Find(ctx contractapi.TransactionContextInterface, q Query) ([]string, error) { // finding
//		return []string{q.Text()}, nil
//	}
//
//	func (c *Contract) Count(ctx contractapi.TransactionContextInterface) (int, bool, error) { // finding
//		return 0, true, nil
//	}
//
//	func start() error {
//		cc, err := contractapi.NewChaincode(new(Contract))
//		if err != nil {
//			return err
//		}
//		return cc.Start()
//	}
//
// # Good
//
//	type Query struct{ Text string }
//
//	func (c *Contract) Find(ctx contractapi.TransactionContextInterface, q Query) ([]string, error) {
//		return []string{q.Text}, nil
//	}
//
//	func (c *Contract) Count(ctx contractapi.TransactionContextInterface) (int, error) {
//		return 0, nil
//	}
//
// # What it will not report
//
// Methods that GetIgnoredFunctions lists, and contracts whose GetIgnoredFunctions
// is more than a list of names or stands in another package. Contracts that
// another contract of the package embeds: their methods are judged there. A
// context of an interface type, where the contract may get its handler in
// another package. What only some versions refuse: v1.0.0's look at unexported
// fields, and components without required fields under the v2 path.
//
// # Suppressing
//
// Only for a contract that is never given to NewChaincode:
//
//	func (c *Base) Each(visit func(string)) {} //nolint:contractsig // never registered
//
// It promises the answer of NewChaincode, without starting the chaincode.
package contractsig
