// Package mainlib is of the same project and knows nothing of chaincode.
package mainlib

import "log"

func Must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// Deferred recovers, whatever its name.
func Deferred(result *string) {
	if r := recover(); r != nil {
		*result = "failed"
	}
}
