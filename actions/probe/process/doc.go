// Package process starts the chaincode under test: the real, unchanged binary,
// as foreign code, in replicas that differ in what peers may differ in.
//
// A Ground is where the replicas of one program live. On Linux it has a warden,
// our own binary started once more, in namespaces of its own: no network but a
// loopback, no files but the program's, no process but its own. The warden
// starts a replica in milliseconds and gives it the traits that cannot be had
// from outside: a hostname and a wall clock. Where the platform forbids a part
// of this the part is left out, Ground.Missing says which and why, and
// everything goes on.
//
// A chaincode meets the peer in one of two ways: it listens and the peer dials
// (chaincode as a service), or it dials the peer (shim.Start). A replica is
// offered both, and the first connection is its Link.
//
// What a process writes is bounded and never interpreted, and nothing of our
// environment reaches it. Replicas share a loopback, so one can dial another;
// they share no file, and none sees another's processes but by name. The clock
// that a replica is given is that of its calls for the time: the times of files
// are the machine's, and so is the clock of what a script starts.
//
// It promises that no process and no file outlives the Ground, and where there
// is a warden not even a kill -9 of ours.
package process
