// Package pages is a library: what it says of its functions are facts.
package pages

import "github.com/hyperledger/fabric-chaincode-go/shim"

func Keys(stub shim.ChaincodeStubInterface, mark string) (keys []string, err error) {
	it, _, err := stub.GetStateByRangeWithPagination("", "", 10, mark)
	if err != nil {
		return nil, err
	}
	defer it.Close()
	for it.HasNext() {
		kv, err := it.Next()
		if err != nil {
			return nil, err
		}
		keys = append(keys, kv.Key)
	}
	return keys, nil
}
