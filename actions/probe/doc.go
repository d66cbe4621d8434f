// Package probe runs the real chaincode binary under a peer that it plays, and
// says which transaction would not be endorsed, and which line made it so.
//
// It starts the unchanged binary as several replicas, sends each the same
// proposals, answers what the chaincode asks of the ledger, and compares what
// the peers would sign: reads with their versions, range queries, writes,
// metadata, hashes of private data, the event, the status, the message and the
// payload. A difference is told in the words of Fabric's gateway ("write value
// mismatch"), with the key, both values, the cause and the source line.
//
//	tallystick probe                                  # builds the module, invents proposals
//	tallystick probe --transactions tx.yaml           # your own scenario
//	tallystick probe --image oci-layout:./image       # what will really run
//	tallystick probe --binary ./cc --transactions tx.yaml
//
// # What is probed
//
// The image of this run in the gate; else the file of --binary, the image of
// --image, or the module's main package, compiled as the image action does it.
// Chaincode that starts a server (contract-api 2.x, shim.ChaincodeServer) and
// chaincode that dials its peer (shim.Start) are both taken.
//
// # Proposals
//
// contract-api says what functions there are and what they take
// (org.hyperledger.fabric:GetMetadata). From that, proposals are invented: keys
// that are created, read, updated and deleted again, values that reach deep,
// clients of two organisations, attributes, transient data; what a failure says
// ("asset1 does not exist") is learned from. The same --seed gives the same
// run. Of chaincode on the bare shim, functions are read from the source of
// Invoke. Where that is not enough, or the right calls are known, a scenario
// says them:
//
//	chaincode: asset
//	identities:
//	  admin: {msp: Org2MSP, attributes: {admin: "true"}}
//	state:
//	  - {key: asset1, json: {ID: asset1, Owner: Tom}}
//	steps:
//	  - [CreateAsset, asset2, blue]
//	  - call: TransferAsset
//	    args: [asset1, Jane]
//	    transient: {price: 100}
//	    as: admin
//	    expect: {status: 200, event: Transfer}
//
// Mistakes in it are told with line and column; so are functions that the
// chaincode does not have and arguments of the wrong kind.
//
// # Determinism
//
// Four replicas run: the first; one with another time zone, environment,
// hostname, working folder and GOMAXPROCS; one whose clock is 40 days ahead;
// and one whose process is new again and again. Each proposal is executed
// --repeats times: 36 catch the order of a map of two keys with 99 percent
// (one comparison misses it in 78 of 100). For each function that differs, the
// cause is found by experiment, one trait at a time (a clock that stands still
// tells the clock from chance), the line by the chaincode checks of the lint
// action in what the function calls, else it is where the function begins; and
// the scenario is shortened until nothing can be left out. It is written below
// --out, and --replay shows it again.
//
// The clock is moved for the unchanged binary: the chaincode's reads of the
// wall clock are answered by a seccomp notification, on Linux/amd64. Timers and
// the monotonic clock are not touched.
//
// What a function answers is signed as well, also where it only reads; a client
// that evaluates it never compares. So a difference is an error where the
// transaction writes, a warning where it does not, and a notice where the
// contract or the scenario marks the function as one to evaluate.
//
// # Survival
//
// Arguments that no honest client sends; each function before anything is
// written, where proposals are invented; 32 transactions at once on one stream;
// a stream that is cut in the middle and opened again; a v2.5 peer and a v3
// peer; a server with TLS and with mutual TLS. Panics, exits and hangs are
// found with the line in the chaincode's own code, and each with a scenario.
//
// # Leaks
//
// Goroutines that stay after a transaction, counted in the stack dumps of three
// processes, with the go statement that started them; memory that grows with
// the calls, resident and in the live heap; queries that are not closed; use of
// the stub after the end of a transaction. With --baseline a file keeps what each function costs, and a
// regression is a finding.
//
// # Coverage
//
// What was not covered is said: functions that were never endorsed and why, and
// how much of the chaincode's own code ran, measured with a second binary that
// is built with -cover. What cannot be found out, such as a chaincode that does
// not start or of which nothing was endorsed, is an error and never a pass.
//
// # Policy
//
// --expect-no names rules of which every finding is an error, such as
// iterator,late,log; the --max flags and --min-coverage are budgets. All of
// it can stand in .tallystick.yml.
//
// # Safety
//
// The chaincode is foreign code. On Linux it runs in namespaces of its own: no
// network but a loopback, no files but its own, another user, no capabilities;
// everywhere without this process's environment, with limits for memory,
// processes, output and time. What the machine forbids is left out and said
// (probe/isolation). When tallystick ends, however it does, so does every
// process that it started.
//
// # Limits
//
// The state is goleveldb's: rich queries fail as they do there, and an
// expected failure is no finding. Other channels do not exist. Chaincodes that
// are called have to be named in a scenario (needs). Everybody reads at once:
// a replica's process may serve several transactions at the same time, as on a
// peer.
//
// It promises that no finding is about anything but what peers would have signed
// or what the process did.
package probe
