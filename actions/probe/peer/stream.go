package peer

import (
	"fmt"

	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
)

// receive takes what the chaincode sends until the stream ends.
func (c *Chaincode) receive() {
	for {
		msg, err := c.stream.Recv()
		if err != nil {
			c.end(err)
			return
		}
		if err := c.take(msg); err != nil {
			c.end(err)
			c.hangUp()
			return
		}
	}
}

// end tells all transactions in flight.
func (c *Chaincode) end(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.err = err
	close(c.ended)
}

// take handles one message. Requests of one transaction come one at a time, by
// the protocol; they are answered here, in memory, but for the call of another
// chaincode, which takes its time.
func (c *Chaincode) take(msg *peer.ChaincodeMessage) error {
	switch msg.Type {
	case peer.ChaincodeMessage_COMPLETED, peer.ChaincodeMessage_ERROR:
		if t := c.known(msg); t != nil {
			t.complete(msg)
		}
		return nil
	case peer.ChaincodeMessage_KEEPALIVE:
		return nil
	}
	handle, ok := handlers[msg.Type]
	if !ok {
		return fmt.Errorf("the chaincode sent %s, which no peer takes in this state", msg.Type)
	}
	t := c.transaction(msg)
	if t == nil {
		return c.refuse(msg, "no ledger context")
	}
	if !t.begin() {
		return nil // the peer drops the second of two requests at once
	}
	answer := func() error {
		payload, err := handle(t, msg)
		t.finish(msg.Type)
		if err != nil {
			return c.refuse(msg, err.Error())
		}
		return c.write(&peer.ChaincodeMessage{
			Type: peer.ChaincodeMessage_RESPONSE, Payload: payload, Txid: msg.Txid, ChannelId: msg.ChannelId,
		})
	}
	if msg.Type != peer.ChaincodeMessage_INVOKE_CHAINCODE {
		return answer()
	}
	go func() {
		if err := answer(); err != nil {
			c.hangUp()
		}
	}()
	return nil
}

// refuse answers a request with an error, in the peer's words.
func (c *Chaincode) refuse(msg *peer.ChaincodeMessage, reason string) error {
	return c.write(&peer.ChaincodeMessage{
		Type: peer.ChaincodeMessage_ERROR, Txid: msg.Txid, ChannelId: msg.ChannelId,
		Payload: []byte(msg.Type.String() + " failed: transaction ID: " + msg.Txid + ": " + reason),
	})
}

func (c *Chaincode) write(msg *peer.ChaincodeMessage) error {
	c.send.Lock()
	defer c.send.Unlock()
	return c.stream.Send(msg)
}

// transaction is the one that msg belongs to, or nil; a message that comes too
// late is noted where the transaction is still remembered.
func (c *Chaincode) transaction(msg *peer.ChaincodeMessage) *transaction {
	t := c.known(msg)
	c.mu.Lock()
	defer c.mu.Unlock()
	if t == nil {
		if len(c.late) < maxLate {
			c.late = append(c.late, Late{msg.Txid, msg.Type.String()})
		}
		return nil
	}
	return t
}

func (c *Chaincode) known(msg *peer.ChaincodeMessage) *transaction {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.transactions[msg.ChannelId+"\x00"+msg.Txid]
}

// maxLate bounds what is remembered of a flood.
const maxLate = 1000

// Late is a request of a transaction that is over.
type Late struct{ TxID, Request string }

// TakeLate hands over what came late since the last call.
func (c *Chaincode) TakeLate() []Late {
	c.mu.Lock()
	defer c.mu.Unlock()
	list := c.late
	c.late = nil
	return list
}
