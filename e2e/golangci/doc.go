// Package golangci holds the golangci tier of lint against golangci-lint
// itself: whatever the one says on a module, the other has in its report, once.
//
// The tool runs as anybody runs it: what is compared is not what the tier
// asked it for.
package golangci
