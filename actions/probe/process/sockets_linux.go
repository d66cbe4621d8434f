package process

import (
	"context"
	"errors"
	"net"
	"os"

	"golang.org/x/sys/unix"
)

// A socket belongs to the network namespace in which it was made, whoever uses
// it. So the warden makes sockets and we bind, listen and connect.

// listenOn makes a listener of a new socket.
func listenOn(socket *os.File) (net.Listener, error) {
	defer socket.Close()
	fd := int(socket.Fd())
	if err := unix.Bind(fd, &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		return nil, os.NewSyscallError("bind", err)
	}
	if err := unix.Listen(fd, 16); err != nil {
		return nil, os.NewSyscallError("listen", err)
	}
	return net.FileListener(socket)
}

// connectWait bounds one attempt, in microseconds, where the server does not
// take more connections.
const connectWait = 100_000

// connect dials with a socket. One that was refused can be used again.
func connect(socket *os.File, port int) (net.Conn, error) {
	fd := int(socket.Fd())
	if err := unix.SetsockoptTimeval(fd, unix.SOL_SOCKET, unix.SO_SNDTIMEO, &unix.Timeval{Usec: connectWait}); err != nil {
		return nil, os.NewSyscallError("setsockopt", err)
	}
	err := unix.Connect(fd, &unix.SockaddrInet4{Port: port, Addr: [4]byte{127, 0, 0, 1}})
	if err != nil && !errors.Is(err, unix.EISCONN) {
		return nil, os.NewSyscallError("connect", err)
	}
	if err := unix.SetsockoptTimeval(fd, unix.SOL_SOCKET, unix.SO_SNDTIMEO, &unix.Timeval{}); err != nil {
		return nil, os.NewSyscallError("setsockopt", err)
	}
	conn, err := net.FileConn(socket)
	if err != nil {
		return nil, err
	}
	socket.Close()
	return conn, nil
}

// firstPort is where the chaincodes of a network of our own begin to listen:
// below the ports that the kernel gives to clients.
const (
	firstPort = 10000
	ports     = 20000
)

// doors in the warden's network.
func (w *warden) doors(ctx context.Context) (*doors, error) {
	if !w.setup.Jailed {
		return w.direct.doors(ctx)
	}
	sockets, err := w.sockets(ctx, 2)
	if err != nil {
		return nil, err
	}
	listener, err := listenOn(sockets[0])
	if err != nil {
		sockets[1].Close()
		return nil, err
	}
	w.mu.Lock()
	w.port++
	port := firstPort + w.port%ports
	w.mu.Unlock()
	return &doors{listener: listener, port: port, dial: w.dialler(port, sockets[1])}, nil
}

// dialler dials one port, with one attempt a call.

func (w *warden) dialler(port int, first *os.File) func(context.Context) (net.Conn, error) {
	next := make(chan *os.File, 1)
	next <- first
	return func(ctx context.Context) (net.Conn, error) {
		var socket *os.File
		select {
		case socket = <-next:
		default:
			sockets, err := w.sockets(ctx, 1)
			if err != nil {
				return nil, err
			}
			socket = sockets[0]
		}
		conn, err := connect(socket, port)
		if err != nil {
			select {
			case next <- socket:
			default:
				socket.Close()
			}
		}
		return conn, err
	}
}
