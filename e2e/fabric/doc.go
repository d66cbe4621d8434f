// Package fabric holds the peer that the probe plays (actions/probe/peer and
// actions/probe/ledger) against real peers of Fabric, v2.5 and v3.1.
//
//	make e2e-fabric                              # builds Fabric's programs once, about a minute and a half each
//	FABRIC_BIN=~/fabric/bin make e2e-fabric      # takes those of a release; its config/ lies beside bin/
//	FABRIC_RANDOM=5000 FABRIC_SEED=7 make e2e-fabric
//
// For each generation it starts an orderer and a peer of two organisations as
// processes on the loopback, installs what tallystick pack made of the recorded
// chaincodes (actions/probe/testdata/vectors) and of one that does what its
// arguments say (testdata/steps), and sends every signed proposal to the two
// real peers and to two simulated ones, which have a chaincode process of the
// same binary to themselves. What is committed goes through the real orderer
// and is applied to the simulated ledgers at the height where it came back.
// Compared byte for byte are the read/write set, the response, the event, and
// what a peer says instead of signing: for the recorded proposals, for a seeded
// mix of random ones, for members of no collection, for chaincode that demands
// an init, and for the errors that can be had on purpose.
//
// At last it shows what ends peers themselves: queries that chaincode leaves open
// (an endorsement's Open), by chance, and a block with a delete and a blindly set
// policy (ledger.Result's Blind), for ever.
//
// One namespace is left out, _lifecycle: a peer signs with each transaction
// which definition of the chaincode it read there, and a simulator has none.
// What else may differ is listed in explained_test.go, with its reason.
//
// Fabric's programs come from modules of their own below testdata/programs/, so that no
// line of them is in the binary. The tests need the build tag e2efabric.
//
// It promises that nothing is called the peer's answer that no peer gave.
package fabric
