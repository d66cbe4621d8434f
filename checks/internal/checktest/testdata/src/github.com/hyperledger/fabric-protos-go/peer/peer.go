// Package peer stands in for the peer's messages.
package peer

type Response struct {
	Status  int32
	Message string
	Payload []byte
}
