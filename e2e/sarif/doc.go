// Package sarif has Microsoft's validator read the SARIF that the sarif format
// writes, with the rules of the standard and those of GitHub's code scanning.
//
// The validator ends with 0 whatever it finds, so only its log counts.
package sarif
