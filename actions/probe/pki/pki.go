// Package pki mints what TLS between a peer and a chaincode server takes.
//
// It promises that no key leaves memory but for the server's own.
package pki

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"time"
)

// ServerName is the name in the server's certificate.
const ServerName = "chaincode"

// Server is what a chaincode server is given, in PEM.
type Server struct{ Key, Cert, ClientCA []byte }

// Authority is a certificate authority and the two that it certified.
type Authority struct {
	Server Server
	Client tls.Certificate
}

// valid is how long certificates are: a replica's clock may be 40 days ahead.
const valid = 365 * 24 * time.Hour

// New makes an authority.
func New() (*Authority, error) {
	ca := template(1, "tallystick probe")
	ca.IsCA, ca.BasicConstraintsValid, ca.KeyUsage = true, true, x509.KeyUsageCertSign
	caKey, caCert, err := mint(ca, ca, nil)
	if err != nil {
		return nil, err
	}
	server := template(2, ServerName)
	server.DNSNames, server.IPAddresses = []string{ServerName, "localhost"}, []net.IP{net.IPv4(127, 0, 0, 1)}
	server.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	serverKey, serverCert, err := mint(server, ca, caKey)
	if err != nil {
		return nil, err
	}
	client := template(3, "peer")
	client.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	clientKey, clientCert, err := mint(client, ca, caKey)
	if err != nil {
		return nil, err
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(serverKey)
	if err != nil {
		return nil, err
	}
	return &Authority{
		Server: Server{Key: block("PRIVATE KEY", pkcs8), Cert: block("CERTIFICATE", serverCert), ClientCA: block("CERTIFICATE", caCert)},
		Client: tls.Certificate{Certificate: [][]byte{clientCert}, PrivateKey: clientKey},
	}, nil
}

func template(serial int64, name string) *x509.Certificate {
	now := time.Now()
	return &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: name}, NotBefore: now.Add(-time.Hour), NotAfter: now.Add(valid),
		KeyUsage: x509.KeyUsageDigitalSignature,
	}
}

// mint makes a key and its certificate; signer is nil for one that signs
// itself.
func mint(cert, parent *x509.Certificate, signer *ecdsa.PrivateKey) (*ecdsa.PrivateKey, []byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	if signer == nil {
		signer = key
	}
	der, err := x509.CreateCertificate(rand.Reader, cert, parent, key.Public(), signer)
	if err != nil {
		return nil, nil, fmt.Errorf("minting the certificate of %s: %w", cert.Subject.CommonName, err)
	}
	return key, der, nil
}

func block(kind string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
}
