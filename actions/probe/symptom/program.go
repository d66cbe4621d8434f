package symptom

// runtimeSymptoms are what Go's runtime prints before a program dies. The files
// are Go 1.26's below src.
func runtimeSymptoms() []Symptom {
	return []Symptom{{
		Name: "deadlock", Fatal: true,
		Meaning: "every goroutine waits for another one, so nothing can ever go on",
		Cure: "look at the stacks below the line: what the first goroutine waits for has nobody who gives it; " +
			"let main return the error of Start instead of waiting",
		Source: "runtime/proc.go (checkdead)",
		starts: []string{"fatal error: all goroutines are asleep - deadlock!", "fatal error: no goroutines (main called runtime.Goexit) - deadlock!"},
	}, {
		Name: "concurrent-map", Fatal: true,
		Meaning: "two goroutines used one map at the same time, and one of them wrote; no recover catches it",
		Cure: "peers run transactions of one chaincode at the same time: keep no map in a package variable or in the contract's struct, " +
			"make one in each transaction, or guard it with a sync.Mutex",
		Source: "internal/runtime/maps (fatal)",
		starts: []string{"fatal error: concurrent map "},
		texts:  []string{"(concurrent map writes?)"},
	}, {
		Name: "stack-overflow", Fatal: true,
		Meaning: "a function called itself without end, up to the runtime's limit of 1 GB of stack",
		Cure:    "give the recursion an end, and bound its depth where arguments or state decide it: one transaction ends the process for all",
		Source:  "runtime/stack.go (newstack)",
		starts:  []string{"runtime: goroutine stack exceeds ", "fatal error: stack overflow"},
	}, {
		Name: "out-of-memory", Fatal: true,
		Meaning: "the operating system gave the process no more memory",
		Cure:    "look for what is kept from one transaction to the next and for results read whole; read large ranges page by page, or raise the memory limit",
		Source:  "runtime/mheap.go, runtime/mem_linux.go",
		starts: []string{
			"runtime: out of memory", "fatal error: runtime: out of memory", "fatal error: out of memory", "fatal error: runtime: cannot allocate memory",
			"runtime: cannot allocate memory",
		},
	}, {
		Name: "threads", Fatal: true,
		Meaning: "the process has as many threads as it may have: each goroutine that is in a system call or locked to a thread holds one",
		Cure:    "start no goroutines that outlive their transaction, and no unbounded number of them",
		Source:  "runtime/proc.go (checkmcount), runtime/os_linux.go (newosproc)",
		starts:  []string{"runtime: program exceeds ", "fatal error: thread exhaustion", "runtime: failed to create new OS thread"},
	}, {
		Name: "unlock", Fatal: true,
		Meaning: "a lock was released that was not held; no recover catches it",
		Cure:    "pair each Lock with one deferred Unlock, and copy no struct that holds a lock",
		Source:  "internal/sync/mutex.go, sync/rwmutex.go",
		starts:  []string{"fatal error: sync: "},
	}, {
		Name: "fault", Fatal: true,
		Meaning: "the program read or wrote memory that is not its own",
		Cure:    "remove unsafe, cgo and memory maps from the chaincode and update what uses them; it is no fault that safe Go can have",
		Source:  "runtime/signal_unix.go (sigpanic), runtime/panic.go",
		starts: []string{
			"unexpected fault address ", "fatal error: fault", "SIGSEGV: segmentation violation", "SIGBUS: bus error", "SIGILL: illegal instruction",
		},
	}, {
		Name:    "data-race",
		Meaning: "two goroutines used one variable at the same time, and one of them wrote; the program was built with -race, which reports it",
		Cure:    "share nothing between transactions, or guard it with a sync.Mutex; both stacks stand below the line",
		Source:  "compiler-rt, tsan_report.cpp",
		texts:   []string{"WARNING: DATA RACE"},
	}, {
		Name: "nil-pointer", Fatal: true,
		Meaning: "a field or method of a nil pointer was used",
		Cure: "check what may be nil before it is used: GetState gives nil for a key that is absent, " +
			"GetClientIdentity for a creator that is no X.509 certificate; return an error, since a panic ends the server for all transactions",
		Source: "runtime/panic.go (panicmem)",
		starts: []string{"panic: runtime error: invalid memory address or nil pointer dereference"},
	}, {
		Name: "bounds", Fatal: true,
		Meaning: "an index or a slice went beyond the end",
		Cure:    "check the number of arguments, and of the parts of a key, before they are used by index, and return an error",
		Source:  "runtime/error.go (boundsError)",
		starts:  []string{"panic: runtime error: index out of range", "panic: runtime error: slice bounds out of range"},
	}, {
		Name: "nil-map", Fatal: true,
		Meaning: "a map that was never made was written to",
		Cure:    "make the map before the first write: a field of a struct and what JSON leaves out are nil",
		Source:  "internal/runtime/maps (errNilAssign)",
		starts:  []string{"panic: assignment to entry in nil map"},
	}, {
		Name: "channel", Fatal: true,
		Meaning: "a channel that is closed was sent to or closed again, or a nil one was closed",
		Cure:    "let only the sender close a channel, once; best, use none in a transaction",
		Source:  "runtime/chan.go",
		starts:  []string{"panic: send on closed channel", "panic: close of closed channel", "panic: close of nil channel"},
	}, {
		Name: "waitgroup", Fatal: true,
		Meaning: "a sync.WaitGroup was used in a way that it forbids",
		Cure:    "call Add before the go statement, and Done once in each goroutine; best, start none in a transaction",
		Source:  "sync/waitgroup.go",
		starts:  []string{"panic: sync: "},
	}, {
		Name: "conversion", Fatal: true,
		Meaning: "a value was taken for a type that it does not have",
		Cure:    "use the form with two results, v, ok := x.(T), and return an error",
		Source:  "runtime/error.go (TypeAssertionError)",
		starts:  []string{"panic: interface conversion: "},
	}}
}

// libraries are panics of what chaincode is built on.
func libraries() []Symptom {
	return []Symptom{{
		Name: InvalidUTF8, Fatal: true,
		Meaning: "a key, a collection, a query or an event name was no valid UTF-8: the shim cannot send it and panics",
		Cure:    "make keys of hexadecimal or base64 text, and check strings that come from a client with utf8.ValidString before they become part of a key",
		Source:  "fabric-chaincode-go shim/handler.go (marshalOrPanic), protobuf internal/impl/codec_field.go",
		texts: []string{
			"string field contains invalid UTF-8", // google.golang.org/protobuf
			"proto: invalid UTF-8 detected",       // github.com/golang/protobuf 1.3
			" contains invalid UTF-8",
		},
	}, {
		Name: "shim-panic", Fatal: true,
		Meaning: "the shim could not make a message of what it was given",
		Cure:    "look at the call in the stack below the line: what it was given cannot be sent",
		Source:  "fabric-chaincode-go shim/handler.go (marshalOrPanic, handleMessage)",
		starts:  []string{"panic: failed to marshal message: ", "panic: invalid handler state: "},
	}}
}

// general are what no other symptom says better.
func general() []Symptom {
	return []Symptom{{
		Name: "panic", Fatal: true,
		Meaning: "the chaincode panicked; the peer sees a broken stream and does not start the server again",
		Cure:    "return an error instead; the line and the stack below it say where",
		Source:  "runtime/panic.go (printpanics)",
		starts:  []string{"panic: "},
	}, {
		Name: "fatal-error", Fatal: true,
		Meaning: "Go's runtime ended the program",
		Cure:    "the line and the stack below it say why and where",
		Source:  "runtime/panic.go (throw, fatal)",
		starts:  []string{"fatal error: "},
	}}
}
