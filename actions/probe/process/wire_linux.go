package process

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// request is what we ask of the warden, one message each, with files.
type request struct {
	ID      int
	Setup   *setup  `json:",omitempty"` // the first
	Sockets int     `json:",omitempty"` // how many TCP sockets
	Launch  *launch `json:",omitempty"`
}

// setup is how the warden builds its world.
type setup struct {
	Jailed bool // in namespaces of its own
	// Temp is a folder of the host that is ours. Jailed, the warden's root is
	// mounted on it.
	Temp     string
	Root     string
	Writable []Mount
	Dynamic  bool // the program needs a loader and libraries of the host
	// UID and GID are what the chaincode runs as; Drop says that the warden
	// runs as another user.
	UID, GID int
	Drop     bool
	Limits   Limits
	// Why says why it is not Jailed; WorkIsImage then that the working folder
	// is an image's.
	Why         string
	WorkIsImage bool
}

// launch is a command as it travels; its output comes along.
type launch struct {
	N                        int
	Path                     string // to execute, as the chaincode sees it
	Args, Env                []string
	Files                    map[string][]byte
	FilesDir, Temp, Work     string
	Hostname                 string
	OneCPU                   bool // it may use one processor only
	Clock                    bool // its wall clock is answered by us
	ServerPort, ListenerPort int
}

// reply answers a request, or tells of an end where ID is 0. A launch brings a
// pidfd and, with Clock, the clock's listener.
type reply struct {
	ID      int
	Err     string    `json:",omitempty"`
	Missing []Missing `json:",omitempty"`
	N       int       `json:",omitempty"`
	Status  syscall.WaitStatus
	Clock   bool // the clock's listener is there
}

// maxMessage bounds a message, in bytes: an environment and TLS files. The
// kernel's own bound is near (net.core.wmem_max).
const maxMessage = 256 << 10

// maxFiles is the most files of a message (net/scm.h, SCM_MAX_FD, is 253).
const maxFiles = 16

// channel is one end of the socket between us and the warden.
type channel struct {
	conn   *net.UnixConn
	buffer []byte
}

func newChannel(file *os.File) (*channel, error) {
	conn, err := net.FileConn(file)
	if err != nil {
		return nil, err
	}
	unixConn, ok := conn.(*net.UnixConn)
	if !ok {
		conn.Close()
		return nil, fmt.Errorf("got a %T, want a unix socket", conn)
	}
	unixConn.SetWriteBuffer(maxMessage)
	return &channel{conn: unixConn}, nil
}

func (c *channel) send(message any, files ...*os.File) error {
	data, err := json.Marshal(message)
	if err != nil {
		return err
	}
	var rights []byte
	if len(files) > 0 {
		fds := make([]int, len(files))
		for i, file := range files {
			fds[i] = int(file.Fd())
		}
		rights = unix.UnixRights(fds...)
	}
	_, _, err = c.conn.WriteMsgUnix(data, rights, nil)
	return err
}

// receive is for one goroutine. The files are the caller's, also of a message
// that it does not understand.
func (c *channel) receive(message any) ([]*os.File, error) {
	if c.buffer == nil {
		c.buffer = make([]byte, maxMessage)
	}
	rights := make([]byte, unix.CmsgSpace(4*maxFiles))
	n, r, flags, _, err := c.conn.ReadMsgUnix(c.buffer, rights)
	if err != nil {
		return nil, err
	}
	files, err := filesOf(rights[:r])
	switch {
	case err != nil:
	case n == 0:
		err = net.ErrClosed
	case flags&(unix.MSG_TRUNC|unix.MSG_CTRUNC) != 0:
		err = fmt.Errorf("a message was cut")
	default:
		err = json.Unmarshal(c.buffer[:n], message)
	}
	return files, err
}

func filesOf(rights []byte) ([]*os.File, error) {
	messages, err := unix.ParseSocketControlMessage(rights)
	if err != nil {
		return nil, err
	}
	var files []*os.File
	for _, message := range messages {
		fds, err := unix.ParseUnixRights(&message)
		if err != nil {
			continue
		}
		for _, fd := range fds {
			files = append(files, os.NewFile(uintptr(fd), "passed"))
		}
	}
	return files, nil
}

func closeAll(files []*os.File) {
	for _, file := range files {
		file.Close()
	}
}
