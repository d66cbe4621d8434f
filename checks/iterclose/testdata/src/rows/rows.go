// Package rows is a helper of another package.
package rows

import "github.com/hyperledger/fabric-chaincode-go/shim"

func Drain(it shim.StateQueryIteratorInterface) error { // want Drain:`closes \[0\], leaves \[\] open`
	defer it.Close()
	return nil
}

func Count(n int, it shim.StateQueryIteratorInterface) int { // want Count:`closes \[\], leaves \[1\] open`
	for it.HasNext() {
		n++
	}
	return n
}
