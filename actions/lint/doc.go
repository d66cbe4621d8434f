// Package lint runs four tiers of checks over the Go packages of a module.
package lint
