package peer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"

	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/proto"
)

// Chaincode is a stream between a peer and a chaincode.
type Chaincode struct {
	// Name is the chaincode's name on the channel, its namespace; ID is the
	// package ID with which it registered.
	Name, ID string

	peer        *Peer
	initVersion string
	stream      stream
	hangUp      func() // ends the stream and its connection, once or more often

	send sync.Mutex // one message at a time

	mu           sync.Mutex
	transactions map[string]*transaction // by channel and txid
	ended        chan struct{}
	err          error
	late         []Late
}

// stream is what both ways to meet a chaincode have.
type stream interface {
	Send(*peer.ChaincodeMessage) error
	Recv() (*peer.ChaincodeMessage, error)
}

// Target is the chaincode to meet.
type Target struct {
	// Name is its name on the channel; ID the package ID with which it must
	// register, "" for any.
	Name, ID string
	// InitVersion is the version of a definition that demands an init before
	// all else (--init-required), "" of one that does not: an init is then
	// taken as it comes, while a real peer refuses it.
	InitVersion string
	// TLS are the credentials to dial a server with, nil for none.
	TLS credentials.TransportCredentials
}

// RegisteredAs is the error of a chaincode that gave another ID than the one
// that it was started with: the peer would wait for it until startuptimeout.
type RegisteredAs struct{ Got, Want string }

func (e *RegisteredAs) Error() string {
	return fmt.Sprintf("the chaincode registered as %q, want %q", e.Got, e.Want)
}

// maxMessage is the peer's limit both ways (core/peer, comm.MaxRecvMsgSize).
const maxMessage = 100 << 20

// Connect registers the chaincode whose server is at the other end of conn
// (chaincode as a service), within ctx. The connection is the stream's from
// then on.
func (p *Peer) Connect(ctx context.Context, t Target, conn net.Conn) (*Chaincode, error) {
	creds := t.TLS
	if creds == nil {
		creds = insecure.NewCredentials()
	}
	once := make(chan net.Conn, 1)
	once <- conn
	dial := func(context.Context, string) (net.Conn, error) {
		select {
		case conn := <-once:
			return conn, nil
		default:
			return nil, errors.New("the connection has ended")
		}
	}
	client, err := grpc.NewClient("passthrough:///chaincode", grpc.WithTransportCredentials(creds), grpc.WithContextDialer(dial),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(maxMessage), grpc.MaxCallSendMsgSize(maxMessage)))
	if err != nil {
		conn.Close()
		return nil, fmt.Errorf("connecting to the chaincode: %w", err)
	}
	streamCtx, cancel := context.WithCancel(context.Background())
	hangUp := func() {
		cancel()
		client.Close()
		conn.Close()
	}
	stop := context.AfterFunc(ctx, hangUp)
	defer stop()
	stream, err := peer.NewChaincodeClient(client).Connect(streamCtx)
	if err != nil {
		hangUp()
		return nil, fmt.Errorf("connecting to the chaincode: %w", cause(ctx, err))
	}
	return p.meet(ctx, t, stream, hangUp)
}

// meet registers the chaincode at the other end of a stream and begins to
// listen to it.
func (p *Peer) meet(ctx context.Context, t Target, s stream, hangUp func()) (*Chaincode, error) {
	c := &Chaincode{
		Name: t.Name, ID: t.ID, peer: p, initVersion: t.InitVersion, stream: s, hangUp: hangUp,
		transactions: map[string]*transaction{}, ended: make(chan struct{}),
	}
	err := c.register()
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		hangUp()
		return nil, fmt.Errorf("registering the chaincode: %w", cause(ctx, err))
	}
	p.connected(c)
	go c.receive()
	return c, nil
}

// cause is why a call failed: the end of the time that it had, if that is it.
func cause(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// register is the exchange with which a stream begins.
func (c *Chaincode) register() error {
	msg, err := c.stream.Recv()
	if errors.Is(err, io.EOF) {
		return errors.New("the chaincode ended the stream before REGISTER")
	}
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

// Close ends the stream and its connection.
func (c *Chaincode) Close() {
	c.hangUp()
	<-c.ended
}

// Ended is closed when the stream is, and Err says why.
func (c *Chaincode) Ended() <-chan struct{} { return c.ended }

// Err is why the stream ended.
func (c *Chaincode) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}
