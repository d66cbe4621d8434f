// Command misfit is what a peer may meet in place of a chaincode. Which misfit
// it is, the linker says: -X main.kind=flood.
package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/protobuf/proto"
)

var kind = "exits"

func main() {
	address := os.Getenv("CHAINCODE_SERVER_ADDRESS")
	switch kind {
	case "exits":
		fmt.Fprintln(os.Stderr, "usage: misfit FILE")
		os.Exit(3)
	case "silent":
		time.Sleep(time.Hour)
	case "otherport":
		address = "127.0.0.1:7777"
	case "garbage":
		garbage(address)
	case "chatty":
		go chatter()
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	server := grpc.NewServer(credentialsOf(kind)...)
	peer.RegisterChaincodeServer(server, service{})
	if err := server.Serve(listener); err != nil {
		os.Exit(1)
	}
}

// garbage answers what is no HTTP/2.
func garbage(address string) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		os.Exit(1)
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			os.Exit(1)
		}
		_, _ = conn.Write(bytes.Repeat([]byte{0xff, 0x00, 0x17}, 10000))
		conn.Close()
	}
}

// chatter writes without end.
func chatter() {
	line := bytes.Repeat([]byte("::error::all is well \x1b[31m "), 100)
	for {
		_, _ = os.Stderr.Write(line)
	}
}

// response is that of a function that does nothing; of names, the metadata of a
// contract with names that no Go program has, which fail with such words.
func response(msg *peer.ChaincodeMessage) *peer.Response {
	const hostile = "\x1b[31mred\r\n::error::injected\n##[error]injected"
	input := &peer.ChaincodeInput{}
	if err := proto.Unmarshal(msg.Payload, input); kind != "names" || err != nil || len(input.Args) == 0 {
		return &peer.Response{Status: 200}
	}
	if name := string(input.Args[0]); name != "org.hyperledger.fabric:GetMetadata" {
		if strings.HasSuffix(name, "Plain") {
			return &peer.Response{Status: 200}
		}
		return &peer.Response{Status: 500, Message: hostile}
	}
	var functions []map[string]any
	for _, name := range []string{"Plain", hostile, "../../../x\x00y", strings.Repeat("long", 250)} {
		functions = append(functions, map[string]any{"name": name, "parameters": []any{}})
	}
	data, err := json.Marshal(map[string]any{"contracts": map[string]any{"C": map[string]any{"name": "C", "transactions": functions}}})
	if err != nil {
		panic(err)
	}
	return &peer.Response{Status: 200, Payload: data}
}

// credentialsOf are those of a server that knows TLS: open takes clients
// without a certificate, stranger only those of a CA that nobody has.
func credentialsOf(kind string) []grpc.ServerOption {
	if kind != "open" && kind != "stranger" || os.Getenv("CHAINCODE_TLS_DISABLED") != "false" {
		return nil
	}
	cert, err := tls.LoadX509KeyPair(os.Getenv("CHAINCODE_TLS_CERT"), os.Getenv("CHAINCODE_TLS_KEY"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	config := &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
	if kind == "stranger" && os.Getenv("CHAINCODE_CLIENT_CA_CERT") != "" {
		config.ClientAuth, config.ClientCAs = tls.RequireAndVerifyClientCert, x509.NewCertPool()
	}
	return []grpc.ServerOption{grpc.Creds(credentials.NewTLS(config))}
}

type service struct {
	peer.UnimplementedChaincodeServer
}

// Connect is the chaincode's side of the stream.
func (service) Connect(stream grpc.BidiStreamingServer[peer.ChaincodeMessage, peer.ChaincodeMessage]) error {
	id := os.Getenv("CHAINCODE_ID")
	if kind == "othername" {
		id = "someone:else"
	}
	first := peer.ChaincodeMessage_REGISTER
	if kind == "order" {
		first = peer.ChaincodeMessage_COMPLETED
	}
	payload, err := proto.Marshal(&peer.ChaincodeID{Name: id})
	if err != nil {
		return err
	}
	if err := stream.Send(&peer.ChaincodeMessage{Type: first, Payload: payload}); err != nil {
		return err
	}
	for {
		msg, err := stream.Recv()
		if err != nil {
			return err
		}
		if msg.Type == peer.ChaincodeMessage_TRANSACTION {
			if err := answer(stream, msg); err != nil {
				return err
			}
		}
	}
}

func answer(stream grpc.BidiStreamingServer[peer.ChaincodeMessage, peer.ChaincodeMessage], msg *peer.ChaincodeMessage) error {
	reply := &peer.ChaincodeMessage{Type: peer.ChaincodeMessage_COMPLETED, Txid: msg.Txid, ChannelId: msg.ChannelId}
	switch kind {
	case "never":
		return nil
	case "flood":
		payload, err := proto.Marshal(&peer.PutState{Key: "k", Value: make([]byte, 1000)})
		if err != nil {
			return err
		}
		for {
			err := stream.Send(&peer.ChaincodeMessage{Type: peer.ChaincodeMessage_PUT_STATE, Payload: payload, Txid: msg.Txid, ChannelId: msg.ChannelId})
			if err != nil {
				return err
			}
		}
	case "response":
		reply.Payload = []byte{0xff, 0xff, 0xff}
	case "unknown":
		reply.Type = 99
	default:
		payload, err := proto.Marshal(response(msg))
		if err != nil {
			return err
		}
		reply.Payload = payload
	}
	return stream.Send(reply)
}
