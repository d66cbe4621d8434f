// Package container proves images under the tools that will meet them: docker,
// podman, skopeo and a registry of their own, on the machine's loopback.
//
// It leaves no process, network or image behind.
package container
