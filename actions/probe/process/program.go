package process

import "time"

// Program is what is started.
type Program struct {
	// Path is the binary. It is absolute: on the host, or inside Root where
	// that is set.
	Path string
	// Root is a folder of the host that holds an unpacked image and becomes
	// the root of the file system. "" is an empty root that holds only the
	// binary.
	Root string
	// Args, Env and Dir are what the configuration of an image asks for:
	// arguments before ours, NAME=value pairs, the working folder.
	Args, Env []string
	Dir       string
	// ID is the package ID, with which the chaincode registers.
	ID string
	// MSP is the organisation of the peer (CORE_PEER_LOCALMSPID), "Org1MSP"
	// where it is "".
	MSP string
	// TLS is what the chaincode's server speaks, nil for plain TCP.
	TLS *TLS
	// Writable are folders of the host that it may write to. They are given to
	// the user that it runs as.
	Writable []Mount
	// OnlyServer says never to pass -peer.address, the flag of shim.Start, for
	// a program that links shim.Start and yet takes no such flag.
	OnlyServer bool
	// OnlyClient says never to name an address to listen on, so that a program
	// that knows both ways (fabric-contract-api-go v2.2) dials the peer. Such a
	// process ends when its connection does.
	OnlyClient bool
}

// TLS is the identity of a chaincode's server, in PEM.
type TLS struct {
	Key, Cert []byte
	// ClientCA signs the clients that it lets in, nil for any client.
	ClientCA []byte
}

// Mount makes Host, a folder of the host, visible as Path. With Path "" it is
// visible as Host, which is the only way where the file system of the chaincode
// is ours.
type Mount struct{ Host, Path string }

// Limits are what one replica may use. Where one is 0 a default holds.
type Limits struct {
	Memory    int64 // bytes in memory (RSS), all its processes together: ended above it
	Processes int   // processes and threads: ended above it
	Files     int64 // bytes in a file, and in all files outside of Writable
	Log       int   // bytes of its output that are kept, head and tail
}

// The limits where nobody sets them. A quiet chaincode needs 20 MB, a dozen
// threads and a few lines.
const (
	defaultMemory    = 1 << 30
	defaultProcesses = 512
	defaultFiles     = 256 << 20
	defaultLog       = 1 << 20
)

func (l Limits) orDefaults() Limits {
	if l.Memory <= 0 {
		l.Memory = defaultMemory
	}
	if l.Processes <= 0 {
		l.Processes = defaultProcesses
	}
	if l.Files <= 0 {
		l.Files = defaultFiles
	}
	if l.Log <= 0 {
		l.Log = defaultLog
	}
	return l
}

// Traits are what a replica has of its own.
type Traits struct {
	// Offset is how far its time zone is ahead of UTC, in whole seconds. TZ
	// names a file: a chaincode's image may have no time zones.
	Offset   time.Duration
	Hostname string   // and HOSTNAME, which container runtimes set; "" is "chaincode"
	MaxProcs int      // GOMAXPROCS, 0 is not set
	OneCPU   bool     // it may use one processor only, as runtime.NumCPU tells it
	Env      []string // more NAME=value pairs
	Dir      string   // name of the working folder, where Program.Dir is ""
	// Clock is how far the wall clock is ahead.
	Clock time.Duration
	// Frozen says that the wall clock stands still, at the moment at which the
	// first replica of the Ground with this clock was started.
	Frozen bool
	Debug  string // GODEBUG, such as gctrace=1
}

// defaultHostname is that of a replica for which nobody gave one.
const defaultHostname = "chaincode"

func (t Traits) hostname() string {
	if t.Hostname == "" {
		return defaultHostname
	}
	return t.Hostname
}

// Missing is something that could not be had here.
type Missing struct {
	What string // such as "network isolation"
	Why  string
}

// Exit is how a process ended.
type Exit struct {
	Code   int    // -1 where a signal ended it
	Signal string // such as "killed"
	// Why is the reason where we ended it, such as
	// "memory limit: 612 MB of 512 MB".
	Why string
}

// What may be missing.
const (
	noNetwork  = "network isolation"
	noFiles    = "file system isolation"
	noProc     = "a /proc of its own"
	noPIDs     = "process isolation"
	noUser     = "a user of its own"
	noHostname = "the hostname trait"
	noOneCPU   = "the processors trait"
	NoClock    = "the clock trait"
	noMemory   = "the memory limit"
	noCount    = "the process limit"
	noEnd      = "ending the chaincode when tallystick is killed"
)

// isolation is all that a warden does.
func isolation() []string {
	return []string{noNetwork, noFiles, noPIDs, noUser, noHostname, noOneCPU, NoClock, noEnd}
}
