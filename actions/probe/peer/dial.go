package peer

import (
	"context"
	"net"
	"time"
)

// poll is how often a port is tried that does not answer yet. gRPC by itself
// waits a full second after the first refusal.
const poll = 500 * time.Microsecond

// Dial connects to a chaincode server that may not listen yet, within ctx.
func Dial(ctx context.Context, address string) (net.Conn, error) {
	var d net.Dialer
	for {
		conn, err := d.DialContext(ctx, "tcp", address)
		if err == nil {
			return conn, nil
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(poll):
		}
	}
}
