package scenario

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"

	"github.com/tallystick/tallystick/actions/probe/peer"
)

// Scenario is what a file says, with the defaults filled in.
type Scenario struct {
	// Path is the file's, for messages.
	Path string
	// Channel and Chaincode are names; Chaincode is also the namespace of the
	// state.
	Channel, Chaincode string
	// Peer is the peer that is played, "v2.5", "v3", or "" for any.
	Peer string
	// Seed gives keys, certificates and transaction IDs.
	Seed uint64
	// Start is when the first proposal is made.
	Start time.Time
	// Identities are those of the file, in its order. There is always one
	// more, Default, unless the file has its own of this name.
	Identities  []Identity
	Collections []Collection
	// Entries are the state to start from, public and private.
	Entries []Entry
	// Needs are chaincodes that this one calls.
	Needs []Need
	Steps []Step

	source []byte // to show with what Validate finds
}

// Default is the identity of a step that names none: a client of Org1MSP.
const Default = "client"

// The defaults of a file that does not say.
const (
	DefaultChannel   = "mychannel"
	DefaultChaincode = "chaincode"
	defaultMSP       = "Org1MSP"
)

// DefaultStart is when the first proposal is made where the file does not say.
func DefaultStart() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }

// Identity is somebody who proposes transactions: minted from the seed, or
// with a certificate that is there.
type Identity struct {
	// Name is how steps name it.
	Name string
	MSP  string
	// CommonName is the certificate's, Name where it is "".
	CommonName string
	Units      []string
	Attributes map[string]string
	// Certificate is in PEM; nil for one that is minted.
	Certificate []byte
}

// Collection is a private data collection of the chaincode.
type Collection struct {
	Name string
	// Policy is a signature policy, "" where it does not matter.
	Policy string
	// Member says whether the peers' organisation keeps the data in clear.
	Member                          bool
	MemberOnlyRead, MemberOnlyWrite bool
	RequiredPeerCount, MaxPeerCount int
	BlockToLive                     uint64
}

// Entry is a key of the state to start from.
type Entry struct {
	// Namespace is another chaincode's name, or "" for the scenario's.
	Namespace string
	// Collection is "" for public state.
	Collection string
	// Key is as the ledger has it: a composite key begins with a zero byte.
	Key   string
	Value []byte
}

// Need is a chaincode that has to be there: a binary, or a folder to build,
// relative to the file.
type Need struct{ Name, Binary, Dir string }

// Step is a proposal, or several that differ in time and transaction ID only.
type Step struct {
	// Line and Column are where the step stands, 0 where no file has it.
	Line, Column int
	// Call is the function. A Bare step has none: Args are all there is.
	Call string
	Bare bool
	Args [][]byte
	// Transient is the transient map, nil for none.
	Transient map[string][]byte
	// As is the identity's name, Default where it is "".
	As string
	// At is the proposal's timestamp, zero for 1 s after the one before.
	At time.Time
	// Init makes it the call of Init.
	Init bool
	// Evaluate means that the step is not committed.
	Evaluate bool
	// Repeat is how often the step is proposed; 0 is once.
	Repeat int
	// Nonce and Creator are those of another run, nil for the scenario's own.
	Nonce, Creator []byte
	// Expect is nil where anything goes.
	Expect *Expect

	places []place // of the call and the arguments
}

type place struct{ line, column int }

// Input are the arguments as the chaincode gets them, the function first.
func (s *Step) Input() [][]byte {
	if s.Bare {
		return s.Args
	}
	return append([][]byte{[]byte(s.Call)}, s.Args...)
}

// Expect is what a step should answer. Fields without a value are not looked
// at.
type Expect struct {
	Status int32
	// Message is part of the response's message.
	Message string
	// Payload is the response's, the same bytes or the same JSON.
	Payload []byte
	// Event is the name of the event, EventPayload what is in it.
	Event        string
	EventPayload []byte
	// Fails means that no peer endorses the proposal.
	Fails bool
}

// Sizes that a scenario may have.
const (
	// MaxFile is the largest file with steps, in bytes.
	MaxFile = 16 << 20
	// MaxState is the most that the state to start from may take: keys and
	// values, and each file with them, in bytes.
	MaxState = 64 << 20
	// MaxRepeat is the most repetitions of a step.
	MaxRepeat = 1_000_000
)

// Load reads a file and what it refers to, which has to be below its folder.
// Mistakes come as *config.Error, joined.
func Load(path string) (*Scenario, error) {
	data, err := readFile(path)
	if err != nil {
		var pathErr *fs.PathError
		if errors.As(err, &pathErr) {
			err = pathErr.Err
		}
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	root, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return nil, fmt.Errorf("opening the folder of %s: %w", path, err)
	}
	defer root.Close()
	return Parse(path, data, root.FS())
}

func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAll(f, MaxFile)
}

// Parse is Load for a text that is already there. Name is for messages; files
// are those that it refers to, nil where it may refer to none.
func Parse(name string, data []byte, files fs.FS) (*Scenario, error) {
	r := &reader{path: name, source: data, files: files, scenario: &Scenario{Path: name, source: data}}
	if len(data) > MaxFile {
		return nil, fmt.Errorf("reading %s: %w", name, &tooLarge{int64(len(data)), MaxFile})
	}
	if err := r.shallow(); err != nil {
		return nil, err
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, r.syntaxError(err)
	}
	r.document(tree)
	if len(r.errs) > 0 {
		return nil, errors.Join(r.errs...)
	}
	return r.scenario, nil
}

func (r *reader) syntaxError(err error) error {
	var syntax yaml.Error
	if errors.As(err, &syntax) && syntax.GetToken() != nil {
		return r.errorAt(syntax.GetToken(), "%s", syntax.GetMessage())
	}
	return fmt.Errorf("parsing %s: %w", r.path, err)
}

// Generation is the peer to play; without one in the file, it is otherwise.
func (s *Scenario) Generation(otherwise peer.Generation) peer.Generation {
	switch s.Peer {
	case peerV25:
		return peer.V25
	case peerV3:
		return peer.V3
	}
	return otherwise
}

const (
	peerV25 = "v2.5"
	peerV3  = "v3"
)
