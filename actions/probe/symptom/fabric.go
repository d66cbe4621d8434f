package symptom

// shim are what the shim of Fabric 1.4 and fabric-chaincode-go say. Most of it
// is the error of Start, which the chaincode's main prints.
func shim() []Symptom {
	return []Symptom{{
		Name:    "concurrent-request",
		Meaning: "one transaction asked the peer for something while its last question was not answered: the stub was used from two goroutines",
		Cure:    "use the stub from the goroutine of the transaction only, one call after the other",
		Source:  "fabric-chaincode-go shim/handler.go (createResponseChannel); Fabric 1.4 core/chaincode/shim/handler.go",
		texts:   []string{"] channel exists", "Another state request pending for this Txid. Cannot process."},
	}, {
		Name: "unexpected-response", Fatal: true,
		Meaning: "an answer came for a transaction that waits for none: it has ended, or asked nothing; the shim ends the stream",
		Cure:    "let no goroutine use the stub after the transaction has returned",
		Source:  "fabric-chaincode-go shim/handler.go (handleResponse); Fabric 1.4 sendChannel",
		texts:   []string{"responseChannel does not exist", "sendChannel does not exist"},
	}, {
		Name: "unexpected-message", Fatal: true,
		Meaning: "the peer sent a message that the shim does not know in its state, and the stream ends",
		Cure:    "use a release of the shim that fits the peer's",
		Source:  "fabric-chaincode-go shim/handler.go (handleReady, handleEstablished, handleCreated)",
		texts:   []string{"Chaincode h cannot handle message (", "Chaincode handler cannot handle message ("},
	}, {
		Name: "not-a-server", Fatal: true,
		Meaning: "the chaincode wants to dial a peer, as one that the peer starts does, and nobody said which",
		Cure: "to run it as a service, start shim.ChaincodeServer when CHAINCODE_SERVER_ADDRESS is set; contract-api v1.2 and later do so " +
			"when CHAINCODE_SERVER_ADDRESS and CORE_CHAINCODE_ID_NAME are set",
		Source: "fabric-chaincode-go shim/shim.go (Start); Fabric 1.4 core/chaincode/shim/chaincode.go",
		texts: []string{
			"flag 'peer.address' must be set", "'CORE_CHAINCODE_ID_NAME' must be set", "'CORE_PEER_TLS_ENABLED' must be set to 'true' or 'false'",
			"error chaincode id not provided", "peer.address not configured, can't connect to peer",
		},
	}, {
		Name: "server-settings", Fatal: true,
		Meaning: "the chaincode server was started without its package ID, its address or its contract",
		Cure:    "set what the line names, most often from CHAINCODE_ID and CHAINCODE_SERVER_ADDRESS in the environment",
		Source:  "fabric-chaincode-go shim/chaincodeserver.go (Start), shim/internal/server.go",
		texts:   []string{"ccid must be specified", "address must be specified", "chaincode must be specified", "server listen address not provided"},
	}, {
		Name: "tls-files", Fatal: true,
		Meaning: "TLS is on and a key or a certificate could not be read, or does not fit",
		Cure:    "mount the files that the settings name and let the server's user read them, or switch TLS off on both sides",
		Source:  "fabric-chaincode-go shim/internal/config.go (LoadTLSConfig, LoadConfig); contract-api contract_chaincode.go (loadTLSProperties)",
		texts: []string{
			"error while reading the crypto file: ", "rror creating getting TLS properties: ", "failed to read private key file: ",
			"failed to read public key file: ",
			"failed to read root cert file: ", "failed to decode private key file: ", "failed to decode public key file: ", "failed to parse client key pair: ",
			"failed to load root cert file", "root cert not provided", "key not provided", "cert not provided", "error trying to read file content ",
		},
	}, {
		Name:    "stream-ended",
		Meaning: "the peer closed the stream, or the connection broke; transactions in flight are lost",
		Cure:    "look at the peer's log at that time; a chaincode server waits for the peer to come back, one that a peer started ends",
		Source:  "fabric-chaincode-go shim/shim.go (chatWithPeer)",
		texts:   []string{"ending chaincode stream", "receive failed: "},
	}, {
		Name:    "send-failed",
		Meaning: "a message could not be sent to the peer: the stream had ended, or the message was too large",
		Cure:    "look at what stands after it in the line; keep responses, events and values below gRPC's limit of 100 MiB",
		Source:  "fabric-chaincode-go shim/shim.go (chatWithPeer), shim/handler.go",
		texts:   []string{"error sending: ", "error sending chaincode REGISTER: ", "error handling message: "},
	}}
}

// contract are errors of contract-api's NewChaincode, after which there is
// nothing to start. Its releases differ in the case of the first letter.
func contract() []Symptom {
	return []Symptom{{
		Name: "contract-signature", Fatal: true,
		Meaning: "a method of the contract takes or returns what contract-api cannot carry, and no chaincode was made",
		Cure: "take the transaction context first, then structs, strings, numbers, booleans, times, slices or maps of them; " +
			"return at most one of these and an error",
		Source: "fabric-contract-api-go internal/contract_function.go",
		texts: []string{
			"contains invalid parameter type. ", "contains invalid single return type. ", "contains invalid first return type. ",
			"contains invalid second return type. ", "unctions may only return a maximum of two values. ",
			"contains invalid transaction context interface type. ",
			"unctions requiring the TransactionContext must require it as the first parameter. ",
		},
	}, {
		Name: "contract-names", Fatal: true,
		Meaning: "a contract has no method to call, or two have one name, and no chaincode was made",
		Cure:    "export at least one method with a pointer or value receiver that is registered; give each contract a Name of its own",
		Source:  "fabric-contract-api-go contractapi/contract_chaincode.go (addContract)",
		texts:   []string{"ontracts are required to have at least 1 (non-ignored) public method. ", "ultiple contracts being merged into chaincode with name "},
	}, {
		Name: "contract-metadata", Fatal: true,
		Meaning: "contract-metadata/metadata.json, or what the contract's types give, is no valid metadata, and no chaincode was made",
		Cure:    "correct what the lines name, or remove the file and let contract-api make the metadata",
		Source:  "fabric-contract-api-go metadata/metadata.go",
		texts:   []string{"annot use metadata. Metadata did not match schema:", "rror compiling schema for "},
	}}
}
