package probe

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"

	"github.com/tallystick/tallystick/actions/probe/pki"
	"github.com/tallystick/tallystick/actions/probe/process"
	"github.com/tallystick/tallystick/actions/probe/replica"
	"github.com/tallystick/tallystick/internal/finding"
)

// secured starts the chaincode as a server with TLS, and with mutual TLS, and
// looks whether it keeps out who has no certificate. Chaincode that reads no
// TLS settings, and chaincode that dials its peer, is left alone: how they get
// their certificates, nobody can know.
func (p *run) secured(ctx context.Context) error {
	if !p.dialled {
		return nil
	}
	p.step.Progress("TLS and mutual TLS")
	authority, err := pki.New()
	if err != nil {
		return err
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(authority.Server.ClientCA)
	server := process.TLS{Key: authority.Server.Key, Cert: authority.Server.Cert}
	stranger := &tls.Config{RootCAs: pool, ServerName: pki.ServerName, MinVersion: tls.VersionTLS12}
	speaks, err := p.handshake(ctx, server, stranger)
	if err != nil || !speaks {
		return err // it reads no settings for TLS
	}
	server.ClientCA = authority.Server.ClientCA
	open, err := p.handshake(ctx, server, stranger)
	if err != nil {
		return err
	}
	if open {
		p.report(finding.Finding{
			Rule: "probe/open", Severity: finding.Warning,
			Message: "with a client CA the chaincode server still takes a client without a certificate",
			Hint:    "set ClientCACerts of shim.TLSProperties: whoever reaches the port can play the peer",
		})
		return nil
	}
	known := stranger.Clone()
	known.Certificates = []tls.Certificate{authority.Client}
	mutual, err := p.handshake(ctx, server, known)
	if err != nil {
		return err
	}
	if !mutual {
		p.report(finding.Finding{
			Rule: "probe/tls", Severity: finding.Warning, Message: "the chaincode server does not take a peer's client certificate, want mutual TLS",
			Hint: "pass the client CA's certificate on as ClientCACerts of shim.TLSProperties",
		})
	}
	return nil
}

// handshake says whether a process with these TLS settings registers over TLS.
func (p *run) handshake(ctx context.Context, server process.TLS, client *tls.Config) (bool, error) {
	program := p.program
	program.TLS = &server
	ground, err := process.Open(ctx, program, p.limits())
	if err != nil {
		return false, err
	}
	defer ground.Close()
	breed := *p.breed
	breed.Chaincodes = []replica.Chaincode{{Name: p.scenario.Chaincode, ID: p.program.ID, Ground: ground, TLS: client}}
	r, err := breed.Start(ctx, usual())
	if err == nil {
		r.Stop()
		return true, nil
	}
	var refused *replica.Refused
	var ended *process.Ended
	if errors.As(err, &refused) || errors.As(err, &ended) {
		return false, nil
	}
	return false, fmt.Errorf("starting the chaincode with TLS: %w", err)
}
