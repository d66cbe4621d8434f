// Package nolint runs the real golangci-lint over the directives on which
// lint is compared with it, and holds its answers to those on record.
package nolint
