// Package shim has the functions of fabric-chaincode-go's shim that stand in a
// dump, with their names and none of their work.
package shim

import "sync"

// Stub is what a chaincode is given.
type Stub struct{ h *Handler }

// Chaincode is what is invoked.
type Chaincode interface{ Invoke(*Stub) }

// Handler serves a stream.
type Handler struct {
	CC     Chaincode
	Answer chan []byte
	Done   sync.WaitGroup
}

// HandleReady starts a transaction, as handleReady does.
func (h *Handler) HandleReady() { h.handleReady() }

func (h *Handler) handleReady() {
	h.Done.Add(1)
	go h.handleStubInteraction(h.handleTransaction)
}

func (h *Handler) handleStubInteraction(f func()) {
	defer h.Done.Done()
	f()
}

//go:noinline
func (h *Handler) handleTransaction() { h.CC.Invoke(&Stub{h}) }

// GetState waits for an answer that never comes.
func (s *Stub) GetState() []byte { return s.h.handleGetState() }

//go:noinline
func (h *Handler) handleGetState() []byte { return h.sendReceive() }

//go:noinline
func (h *Handler) sendReceive() []byte { return <-h.Answer }
