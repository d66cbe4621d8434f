package peer

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"

	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/grpc"
)

// Accept registers the chaincode that dialled the peer itself over conn, as
// those do that peers build and start (shim.Start), within ctx. The connection
// is the stream's from then on.
func (p *Peer) Accept(ctx context.Context, t Target, conn net.Conn) (*Chaincode, error) {
	server := grpc.NewServer(grpc.MaxRecvMsgSize(maxMessage), grpc.MaxSendMsgSize(maxMessage))
	support := &support{streams: make(chan stream, 1), over: make(chan struct{})}
	peer.RegisterChaincodeSupportServer(server, support)
	listener := &one{conn: make(chan net.Conn, 1), over: support.over, addr: conn.LocalAddr()}
	listener.conn <- conn
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	hangUp := sync.OnceFunc(func() {
		close(support.over)
		server.Stop()
		conn.Close()
	})
	stop := context.AfterFunc(ctx, hangUp)
	defer stop()
	select {
	case s := <-support.streams:
		return p.meet(ctx, t, s, hangUp)
	case err := <-ended:
		hangUp()
		return nil, fmt.Errorf("waiting for the chaincode's stream: %w", cause(ctx, err))
	case <-ctx.Done():
		hangUp()
		return nil, fmt.Errorf("waiting for the chaincode's stream: %w", context.Cause(ctx))
	}
}

// support is the service that chaincode registers with.
type support struct {
	peer.UnimplementedChaincodeSupportServer
	streams chan stream
	over    chan struct{}
}

// Register hands over the first stream and lasts as long as it.
func (s *support) Register(stream grpc.BidiStreamingServer[peer.ChaincodeMessage, peer.ChaincodeMessage]) error {
	select {
	case s.streams <- stream:
	default:
		return errors.New("a chaincode has registered already")
	}
	select {
	case <-s.over:
	case <-stream.Context().Done():
	}
	return nil
}

// one is a listener for one connection.
type one struct {
	conn chan net.Conn
	over chan struct{}
	addr net.Addr
}

func (l *one) Accept() (net.Conn, error) {
	select {
	case conn := <-l.conn:
		return conn, nil
	case <-l.over:
		return nil, net.ErrClosed
	}
}

func (l *one) Close() error   { return nil }
func (l *one) Addr() net.Addr { return l.addr }
