package process

import (
	"context"
	"net"
	"os"
	"strconv"
)

// launcher starts processes, and opens the network that they are in.
type launcher interface {
	// places are the folders of replica n, as it sees them.
	places(n int, dir string) places
	// doors opens what a replica may meet us through, before it starts.
	doors(context.Context) (*doors, error)
	launch(context.Context, *command) (child, error)
	missing() []Missing
	close() error
}

// places are the folders of a replica, as it sees them.
type places struct {
	binary string
	files  string // holds command.files
	temp   string
	work   string
}

// command is a process to start.
type command struct {
	n         int // number of the replica in its Ground
	args, env []string
	places    places
	files     map[string][]byte
	traits    Traits
	output    *os.File // stdout and stderr; launch leaves it open
	ports     [2]int   // that it may listen on, and dial
}

// child is a process that runs or ran.
type child interface {
	pid() int // as we number it
	signal(os.Signal) error
	kill() // with all that it started
	// done is closed when the process is over; then status says how.
	done() <-chan struct{}
	status() Exit
}

// doors are the two ways in which a chaincode and its peer meet.
type doors struct {
	listener net.Listener // the chaincode may dial it
	port     int          // the chaincode may listen on it
	dial     func(context.Context) (net.Conn, error)
}

// loopback is the only address of a replica.
const loopback = "127.0.0.1"

func (d *doors) server() string { return net.JoinHostPort(loopback, strconv.Itoa(d.port)) }
