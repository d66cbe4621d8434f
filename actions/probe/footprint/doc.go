// Package footprint says what one invocation of a chaincode leaves behind:
// whether memory grows with the calls, and by how much against noise; and
// keeps what was measured in a file, so that a later run can be compared.
//
// Memory is seen from outside: as resident bytes (VmRSS of /proc/PID/status),
// or as the live heap in what GODEBUG=gctrace=1 prints (runtime/mgc.go,
// gcMarkTermination).
//
// It promises to call nothing growth that the noise of the run could be, and to
// say below which growth the run could not tell.
package footprint
