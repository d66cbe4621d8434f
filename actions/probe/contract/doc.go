// Package contract finds out what a chaincode can be asked: from the metadata
// that it answers, and from its source.
//
// The metadata are those of org.hyperledger.fabric:GetMetadata, which
// contract-api answers in Go (fabric-contract-api-go, metadata/metadata.go and
// metadata/schema/schema.json, v1 and v2), in Node and in Java. A chaincode on
// the bare shim has none; its functions are read from where Invoke looks at
// their name.
//
// It promises to build and run nothing, and to read a hostile answer in
// bounded memory: what is too large or too deep is an error, or left out.
package contract
