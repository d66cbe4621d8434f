// Package cid stands in for the client identity library.
package cid

type ClientIdentity interface {
	GetID() (string, error)
	GetMSPID() (string, error)
	GetAttributeValue(attrName string) (value string, found bool, err error)
	AssertAttributeValue(attrName, attrValue string) error
}

type ChaincodeStubInterface interface {
	GetCreator() ([]byte, error)
}

func GetID(stub ChaincodeStubInterface) (string, error)    { return "", nil }
func GetMSPID(stub ChaincodeStubInterface) (string, error) { return "", nil }
