package symptom

// transport are what gRPC and crypto/tls say.
func transport() []Symptom {
	return []Symptom{{
		Name:    "message-size",
		Meaning: "a message was larger than gRPC's limit, which is 100 MiB at the shim and at the peer",
		Cure:    "return less at once: read page by page, and store large documents elsewhere and their hash on the ledger",
		Source:  "google.golang.org/grpc rpc_util.go, stream.go, server.go",
		texts:   []string{"message larger than max", "message after decompression larger than max"},
	}, {
		Name:    "pings",
		Meaning: "the other side pinged more often than is allowed, and the connection was closed",
		Cure:    "do not set keepalive below a minute: the shim's server refuses it",
		Source:  "google.golang.org/grpc internal/transport/http2_server.go (handlePing); fabric-chaincode-go shim/internal/server.go",
		texts:   []string{"too_many_pings", "got too many pings from the client", "ENHANCE_YOUR_CALM"},
	}, {
		Name:    "tls-one-sided",
		Meaning: "one side speaks TLS and the other does not",
		Cure:    "let tls_required in connection.json say what the server does",
		Source:  "crypto/tls/conn.go (readRecordOrCCS), google.golang.org/grpc internal/transport/http2_server.go",
		texts:   []string{"first record does not look like a TLS handshake", "received bogus greeting from client"},
	}, {
		Name:    "certificate",
		Meaning: "a certificate was refused: its authority, its time, its names or its use",
		Cure: "give the server as client CA what issued client_cert of connection.json, and the peer as root_cert what issued the server's certificate, " +
			"which names the host of its address",
		Source: "crypto/x509/verify.go, crypto/tls/alert.go",
		texts: []string{"x509: certificate ", "tls: bad certificate", "tls: unknown certificate", "tls: client didn't provide a certificate",
			"tls: certificate required"},
	}, {
		Name:    "transport-closing",
		Meaning: "the connection was closed while it was in use",
		Cure:    "look at the other side's log at that time: it was closed, or ended",
		Source:  "google.golang.org/grpc internal/transport/transport.go (ErrConnClosing)",
		texts:   []string{"transport is closing", "code = Unavailable desc = error reading from server: EOF"},
	}}
}

// system are what the operating system and the dynamic loader refuse. The
// texts are those of package syscall (zerrors_linux_amd64.go).
func system() []Symptom {
	return []Symptom{{
		Name: "address-in-use", Fatal: true,
		Meaning: "something else listens on the address",
		Cure:    "give the server another port, or end what has it: a server of the last run, or a second one in the same pod",
		Source:  "net (listen), syscall.EADDRINUSE",
		texts:   []string{"bind: address already in use"},
	}, {
		Name: "address-refused", Fatal: true,
		Meaning: "the server may not listen on the address, or it is none of this host",
		Cure:    "listen on 0.0.0.0 and on a port above 1023, written host:port",
		Source:  "net (listen, SplitHostPort)",
		texts:   []string{"bind: permission denied", "bind: cannot assign requested address", "missing port in address", "listen tcp: lookup "},
	}, {
		Name:    "open-files",
		Meaning: "the process has as many open files and connections as it may have",
		Cure:    "close what each transaction opens (defer f.Close(), resp.Body.Close()); best, open nothing in a transaction",
		Source:  "syscall.EMFILE, syscall.ENFILE",
		texts:   []string{"too many open files"},
	}, {
		Name:    "no-space",
		Meaning: "a file system is full",
		Cure:    "write no files in a transaction; give /tmp a size if the chaincode must",
		Source:  "syscall.ENOSPC",
		texts:   []string{"no space left on device"},
	}, {
		Name:    "read-only",
		Meaning: "the chaincode wants to write where it may not: images run with a read-only file system",
		Cure:    "keep everything on the ledger: files of one peer are not those of another",
		Source:  "syscall.EROFS",
		texts:   []string{"read-only file system"},
	}, {
		Name: "c-library", Fatal: true,
		Meaning: "the binary is linked to a C library that the image does not have, or has in another version",
		Cure:    "build with CGO_ENABLED=0: tallystick image",
		Source:  "glibc elf/dl-version.c, elf/rtld.c",
		texts:   []string{": version `GLIBC_", "error while loading shared libraries: "},
	}, {
		Name:    "missing-file",
		Meaning: "a file that the chaincode opens is not there: it is not in the image, or another folder is the working folder",
		Cure:    "put it in the image, or into the binary with go:embed",
		Source:  "syscall.ENOENT",
		texts:   []string{": no such file or directory"},
	}}
}
