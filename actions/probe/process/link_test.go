package process

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestThatDoNotConnect(t *testing.T) {
	for name, test := range map[string]struct{ args, want string }{
		"exit":      {"exit", "the chaincode ended before it connected: exit code 7; its last words: so long"},
		"panic":     {"panic", "the chaincode ended before it connected: exit code 2; its last words: panic: no configuration"},
		"strict":    {"strict", "the chaincode ended before it connected: exit code 2; its last words: "},
		"silent":    {"silent", "the chaincode neither listened on 127.0.0.1:"},
		"elsewhere": {"elsewhere", "the chaincode listens on 127.0.0.1:"},
	} {
		t.Run(name, func(t *testing.T) {
			g := open(t, Limits{}, test.args)
			g.classic = true
			p, err := g.Start(within(t, 10*time.Second), Traits{})
			if err != nil {
				t.Fatal(err)
			}
			patience := 10 * time.Second
			if name == "silent" || name == "elsewhere" {
				patience = 300 * time.Millisecond
			}
			_, err = p.Link(within(t, patience))
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
			var ended *Ended
			if errors.As(err, &ended) && ended.FlagUnknown() != (name == "strict") {
				t.Errorf("got FlagUnknown %v", ended.FlagUnknown())
			}
		})
	}
}

func TestCancelled(t *testing.T) {
	g := open(t, Limits{}, "silent")
	p, err := g.Start(within(t, 10*time.Second), Traits{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := p.Link(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}
