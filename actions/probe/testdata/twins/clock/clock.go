// Package clock reads the clock where its callers do not see it.
package clock

import "time"

// Stamp is the moment.
func Stamp() string {
	return time.Now().UTC().Format(time.RFC3339Nano)
}
