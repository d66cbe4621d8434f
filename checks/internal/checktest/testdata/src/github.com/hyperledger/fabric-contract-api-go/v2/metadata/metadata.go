// Package metadata stands in for contract-api's descriptions.
package metadata

type InfoMetadata struct {
	Description, Title, Version string
}
