// Package pack makes a Fabric chaincode package for chaincode that runs as a
// service (ccaas), byte for byte the same on every machine.
//
// Such a package holds no code: it tells the peer where the chaincode server
// is. The image runs there. The package goes to the file <label>.tgz in the
// folder of --out, and the package ID, which the peer will calculate for it
// and the chaincode server wants in CHAINCODE_ID and CORE_CHAINCODE_ID_NAME,
// is an output. The same inputs give the same package ID for ever: times are
// 0, and nothing is compressed, so that no other compressor changes a byte.
//
// The label is --label, else the module's name, with _ and --version behind
// it where that is set: assets_1.0. Fabric takes letters, digits and .+-_
// (after a letter or digit). The module's name is the last element of its path
// in lower case, without a major version, with - for other characters.
//
// The address is --address, else the module's name and port 9999: assets:9999.
// Give the chaincode server that name in the network of the peers. An address
// may hold templates, as {{.peername}}:9999, that the peer's ccaas builder fills
// from CHAINCODE_AS_A_SERVICE_BUILDER_CONFIG; without that variable such a
// package fails to install. With --tls-root-cert the peer uses TLS and trusts
// these certificates alone. A client certificate cannot be given: its private
// key would lie readable in a package that is handed around.
//
// Index definitions for CouchDB go in: META-INF beside the main package, where
// the peer looks when it packs, else in the module's folder. The peer does
// not look at them when a ccaas package is installed: a wrong one shows as a
// line in its log and as slow queries. So they are checked here, by the rules
// that the peer has for packages with code (internal/ccmetadata of Fabric), and
// with a wrong one there is no package. Names that begin with a dot are left
// out, as the peer does.
//
// What is written is read again from the disk before it is announced.
package pack
