package peer

import (
	"context"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/proto"
)

// Chaincode is a stream to a chaincode server.
type Chaincode struct {
	// Name is the chaincode's name on the channel, its namespace; ID is the
	// package ID with which the server registered.
	Name, ID string

	peer   *Peer
	conn   *grpc.ClientConn
	stream grpc.BidiStreamingClient[peer.ChaincodeMessage, peer.ChaincodeMessage]
	cancel context.CancelFunc

	send sync.Mutex // one message at a time

	mu           sync.Mutex
	transactions map[string]*transaction // by channel and txid
	ended        chan struct{}
	err          error
	late         []Late
}

// Target is where a chaincode server listens.
type Target struct {
	Name, ID string
	Address  string
	// TLS are the credentials to dial with, nil for none.
	TLS credentials.TransportCredentials
}

// RegisteredAs is the error of a server that gave another ID than the one that
// it was started with: the peer would wait for it until startuptimeout.
type RegisteredAs struct{ Got, Want string }

func (e *RegisteredAs) Error() string {
	return fmt.Sprintf("the chaincode registered as %q, want %q", e.Got, e.Want)
}

// maxMessage is the peer's limit both ways (core/peer, comm.MaxRecvMsgSize).
const maxMessage = 100 << 20

// Connect dials a server and registers its chaincode, within ctx.
func (p *Peer) Connect(ctx context.Context, t Target) (*Chaincode, error) {
	if err := listening(ctx, t.Address); err != nil {
		return nil, fmt.Errorf("connecting to the chaincode at %s: %w", t.Address, err)
	}
	creds := t.TLS
	if creds == nil {
		creds = insecure.NewCredentials()
	}
	conn, err := grpc.NewClient("passthrough:///"+t.Address, grpc.WithTransportCredentials(creds),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(maxMessage), grpc.MaxCallSendMsgSize(maxMessage)))
	if err != nil {
		return nil, fmt.Errorf("connecting to the chaincode at %s: %w", t.Address, err)
	}
	streamCtx, cancel := context.WithCancel(context.Background())
	c := &Chaincode{
		Name: t.Name, ID: t.ID, peer: p, conn: conn, cancel: cancel,
		transactions: map[string]*transaction{}, ended: make(chan struct{}),
	}
	stop := context.AfterFunc(ctx, cancel)
	if c.stream, err = peer.NewChaincodeClient(conn).Connect(streamCtx); err == nil {
		err = c.register()
	}
	if !stop() && err == nil {
		err = ctx.Err()
	}
	if err != nil {
		cancel()
		conn.Close()
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return nil, fmt.Errorf("registering the chaincode at %s: %w", t.Address, err)
	}
	p.connected(c)
	go c.receive()
	return c, nil
}

// poll is how often a port is tried that does not answer yet. gRPC by itself
// waits a full second after the first refusal.
const poll = 500 * time.Microsecond

func listening(ctx context.Context, address string) error {
	var d net.Dialer
	for {
		conn, err := d.DialContext(ctx, "tcp", address)
		if err == nil {
			return conn.Close()
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(poll):
		}
	}
}

// register is the exchange with which a stream begins.
func (c *Chaincode) register() error {
	msg, err := c.stream.Recv()
	if err != nil {
		return err
	}
	if msg.Type != peer.ChaincodeMessage_REGISTER {
		return fmt.Errorf("the chaincode began with %s, want REGISTER", msg.Type)
	}
	id := &peer.ChaincodeID{}
	if err := proto.Unmarshal(msg.Payload, id); err != nil {
		return fmt.Errorf("reading REGISTER: %w", err)
	}
	if c.ID != "" && id.Name != c.ID {
		return &RegisteredAs{id.Name, c.ID}
	}
	c.ID = id.Name
	if err := c.stream.Send(&peer.ChaincodeMessage{Type: peer.ChaincodeMessage_REGISTERED}); err != nil {
		return err
	}
	payload, err := c.peer.ready()
	if err != nil {
		return err
	}
	return c.stream.Send(&peer.ChaincodeMessage{Type: peer.ChaincodeMessage_READY, Payload: payload})
}

// Close ends the stream.
func (c *Chaincode) Close() error {
	err := c.stream.CloseSend()
	c.cancel()
	<-c.ended
	if closing := c.conn.Close(); err == nil {
		err = closing
	}
	return err
}

// Ended is closed when the stream is, and Err says why.
func (c *Chaincode) Ended() <-chan struct{} { return c.ended }

// Err is why the stream ended.
func (c *Chaincode) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}
