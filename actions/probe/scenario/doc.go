// Package scenario reads and writes the file that drives a chaincode: the
// state to start from, the identities, and the steps with what they should
// answer. A team writes one by hand; the probe writes one as a replay and as
// the shortest form of what it found.
//
//	channel: mychannel            # the default
//	chaincode: asset              # its name on the channel, its namespace
//	peer: v3                      # the peer that is played: v2.5 or v3
//	seed: 7                       # of keys, certificates and transaction IDs
//	start: 2026-01-01T00:00:00Z   # the first proposal; each next is 1 s later
//	identities:
//	  client: {msp: Org1MSP}      # the default
//	  admin: {msp: Org2MSP, units: [admin], attributes: {admin: "true"}}
//	  alice: {msp: Org1MSP, certificate: alice.pem}
//	collections: collections_config.json
//	state:
//	  - {key: a1, json: {ID: a1, Owner: Tom}}
//	  - {composite: [color~name, blue, a1], base64: AA==}
//	  - {file: assets.csv}
//	private:
//	  assetCollection:
//	    - {key: a1, value: text}
//	needs:
//	  token: {dir: token}
//	steps:
//	  - [CreateAsset, a2, blue]
//	  - call: TransferAsset
//	    args: [a1, {to: Jane}]
//	    transient: {price: 100}
//	    as: admin
//	    expect: {status: 200, event: Transfer}
//
// What stands in args and in transient is sent as text: a string, a number or
// a boolean as it is written, lists and mappings as JSON in the order of the
// file. Bytes that are no text stand in args64 and transient64.
//
// It promises that the same file gives the same proposals, byte for byte, and
// that no mistake in it goes by without its line and column.
package scenario
