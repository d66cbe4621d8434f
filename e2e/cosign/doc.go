// Package cosign holds our signatures against the real cosign command: each
// verifies what the other signs, and refuses the same.
//
// No transparency log, no TUF repository and no account is asked.
package cosign
