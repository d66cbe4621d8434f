//go:build !linux

package process

func forbid(string) {}
