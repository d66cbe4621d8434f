// Package peer stands in for the peer's messages.
package peer

type Response struct {
	Status  int32
	Message string
	Payload []byte
}

func (r *Response) GetStatus() int32   { return r.Status }
func (r *Response) GetMessage() string { return r.Message }
func (r *Response) GetPayload() []byte { return r.Payload }

type QueryResponseMetadata struct {
	FetchedRecordsCount int32
	Bookmark            string
}

type SignedProposal struct{ ProposalBytes, Signature []byte }
