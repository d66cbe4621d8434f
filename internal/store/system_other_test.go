//go:build !linux

package store

// systemChildren are the processes of tests that need a certain system.
func systemChildren() map[string]func(string) error { return nil }
