// Package dump reads what a Go program prints about its goroutines when it is
// told to quit, panics or dies: which goroutines there are, where they are, and
// which go statement made them.
//
// The text is that of runtime/traceback.go (goroutineheader, traceback2,
// printcreatedby1, printAncestorTraceback), runtime/panic.go (printpanics,
// fatal, throw) and runtime/signal_unix.go, Go 1.17 to 1.26. It is the standard
// error of a stranger: its own log lines stand before, in and after what the
// runtime prints, and it may print what looks like it.
//
// Two settings of the program's environment make a dump say more, and Parse reads
// both: GOTRACEBACK=crash also prints the stacks of goroutines that run on other
// threads (a busy loop), and ends with SIGABRT, so a core file may follow;
// GODEBUG=tracebackancestors=5 prints who started those that a library started.
//
// A dump holds no transaction ID: the runtime prints a string argument as an
// address and a length.
//
// It promises to read any text in linear time, and to keep no more of it than
// Max* say.
package dump
