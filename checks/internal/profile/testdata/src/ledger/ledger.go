// Package ledger is a state machine of somebody's own.
package ledger

type Book struct{}

func (*Book) Write(account string, amount int) {}
func (*Book) Look(account string) int          { return 0 }

// Sensor answers what it measures.
func Sensor() int { return 0 }
