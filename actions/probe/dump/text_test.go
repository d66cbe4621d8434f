package dump

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// What Go 1.17 and the shim of Fabric 1.4 print, vendored in GOPATH mode.
const old = `2021/03/04 05:06:07 a line of the log
SIGQUIT: quit
PC=0x46e2a1 m=0 sigcode=0

goroutine 1 [IO wait, 12 minutes, locked to thread]:
internal/poll.runtime_pollWait(0x7f1, 0x72, 0x0)
	/usr/local/go/src/runtime/netpoll.go:234 +0x89
main.main()
	/go/src/assetcc/main.go:9 +0x1c5

goroutine 35 [semacquire, 3 minutes]:
sync.runtime_SemacquireMutex(0xc0000a1234, 0x0, 0x1)
	/usr/local/go/src/runtime/sema.go:71 +0x47
sync.(*Mutex).lockSlow(0xc0000a1230)
	/usr/local/go/src/sync/mutex.go:138 +0x105
sync.(*Mutex).Lock(...)
	/usr/local/go/src/sync/mutex.go:81
2021/03/04 05:06:08 another line (of the log)
main.(*Asset).Invoke(0xc0000a1230, {0xa21a37, 0xa}, 0x1?, ...)
	/go/src/assetcc/asset.go:41 +0x5e
...additional frames elided...
assetcc/vendor/github.com/hyperledger/fabric/core/chaincode/shim.(*Handler).handleTransaction.func1(0xc0, 0xc1)
	/go/src/assetcc/vendor/github.com/hyperledger/fabric/core/chaincode/shim/handler.go:278 +0x4f3
created by assetcc/vendor/github.com/hyperledger/fabric/core/chaincode/shim.(*Handler).handleTransaction
	/go/src/assetcc/vendor/github.com/hyperledger/fabric/core/chaincode/shim/handler.go:242 +0x49

goroutine 36 [running]:
	goroutine running on other thread; stack unavailable
created by assetcc/vendor/github.com/hyperledger/fabric/core/chaincode/shim.(*Handler).handleInit
	/go/src/assetcc/vendor/github.com/hyperledger/fabric/core/chaincode/shim/handler.go:181 +0x49

goroutine 37 [select (no cases)]:
gopkg.in/yaml%2ev2.(*decoder).wait(...)
	/with space/yaml.go:7
created by gopkg.in/yaml%2ev2.start
	/with space/yaml.go:6 +0x1

rax    0xca
rip    0x46e2a1
`

func TestOldFormats(t *testing.T) {
	d := Parse([]byte(old))
	if len(d.Goroutines) != 4 || d.Dropped != 0 || d.Cut {
		t.Fatalf("got %d goroutines, %d dropped, cut %v, want 4", len(d.Goroutines), d.Dropped, d.Cut)
	}
	if cut := Parse([]byte(old[:len(old)/2])); !cut.Cut {
		t.Error("got a whole dump, want that it is cut off")
	}
	if g := d.Goroutines[0]; g.State != "IO wait" || g.Minutes != 12 || !g.Locked || !g.Creator.IsZero() || len(g.Frames) != 2 {
		t.Errorf("got %+v, want one that waits for 12 minutes", g)
	}
	g := d.Goroutines[1]
	if len(g.Frames) != 5 || !g.Elided || !g.Frames[2].Inlined || g.Frames[3].Inlined {
		t.Errorf("got %+v, want five frames, the third inlined", g)
	}
	list := Transactions(d, Own{})
	if len(list) != 2 {
		t.Fatalf("got %+v, want two transactions", list)
	}
	if s := list[0]; s.Reason != ForLock || s.Own.String() != "asset.go:41 by main.(*Asset).Invoke" || s.Call != "sync.(*Mutex).Lock" || s.Minutes != 3 {
		t.Errorf("got %+v, want one that waits for a lock", s)
	}
	if s := list[1]; s.Reason != Running || !s.Own.IsZero() {
		t.Errorf("got %+v, want one that runs", s)
	}
	want := Place{"gopkg.in/yaml%2ev2.start", "/with space/yaml.go", 6}
	if got := d.Goroutines[3].Creator; got != want || Package(got.Function) != "gopkg.in/yaml.v2" {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestHeaders(t *testing.T) {
	for text, want := range map[string]Goroutine{
		"goroutine 18 gp=0xc1 m=3 mp=0xc2 [running, locked to thread]:":                   {ID: 18, State: "running", Locked: true},
		"goroutine 0 gp=0x64 m=nil [idle]:":                                               {State: "idle"},
		"goroutine 7 [chan receive (leaked), 2 minutes]:":                                 {ID: 7, State: "chan receive", Minutes: 2, Leaked: true},
		"goroutine 7 [select (scan), synctest bubble 1]:":                                 {ID: 7, State: "select"},
		`goroutine 7 [sleep, 99999999999999999999 minutes labels:{"a": "b, 7 minutes"}]:`: {ID: 7, State: "sleep", Minutes: 1<<63 - 1},
	} {
		if got, ok := header([]byte(text)); !ok || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, want %+v", text, got, want)
		}
	}
	for _, text := range []string{"goroutine x [running]:", "goroutine 1 [running]", "goroutine 1 running]:", "a goroutine 1 [running]:", "goroutine -1 [x]:"} {
		if got, ok := header([]byte(text)); ok {
			t.Errorf("%s: got %+v, want none", text, got)
		}
	}
}

// With GOTRACEBACK=crash each thread says what it runs, one after the other.
func TestWhatIsPrintedTwiceCountsOnce(t *testing.T) {
	d := Parse([]byte(`goroutine 9 [running]:
runtime/debug.Stack()
created by main.logged in goroutine 1
	/x.go:1

SIGQUIT: quit
PC=0x1 m=0 sigcode=0

goroutine 5 gp=0xc1 m=2 mp=0xc2 [running]:
	goroutine running on other thread; stack unavailable
created by main.f in goroutine 1
	/x.go:7 +0x1

-----

SIGQUIT: quit
PC=0x2 m=2 sigcode=0

goroutine 5 gp=0xc1 m=2 mp=0xc2 [running]:
main.f.func1()
	/x.go:8 +0x1 fp=0x1 sp=0x2 pc=0x3
created by main.f in goroutine 1
	/x.go:7 +0x1
`))
	if len(d.Goroutines) != 1 || len(d.Goroutines[0].Frames) != 1 || d.Goroutines[0].Parent != 1 || d.Goroutines[0].Frames[0].At() != "x.go:8" {
		t.Errorf("got %+v, want one goroutine with its frame", d.Goroutines)
	}
	if got := Created(d); len(got) != 1 || got[Place{"main.f", "/x.go", 7}] != 1 {
		t.Errorf("got %v, want one", got)
	}
}

func TestAncestors(t *testing.T) {
	d := Parse([]byte(`goroutine 9 [select]:
net/http.(*persistConn).readLoop(0x1)
	net/http/transport.go:2409 +0x1
created by net/http.(*Transport).dialConn in goroutine 7
	net/http/transport.go:1944 +0x1
[originating from goroutine 7]:
net/http.(*Transport).dialConnFor(...)
	net/http/transport.go:1615 +0x1
created by net/http.(*Transport).startDialConnForLocked
	net/http/transport.go:1500 +0x1
[originating from goroutine 5]:
net/http.Get(...)
	net/http/client.go:400 +0x1
example.com/cc/price.(*Contract).Ask(...)
	example.com/cc/price/price.go:31 +0x1
`))
	g := d.Goroutines[0]
	if len(g.Frames) != 1 || len(g.Ancestors) != 2 || g.Parent != 7 || g.Creator.Line != 1944 {
		t.Fatalf("got %+v, want two ancestors", g)
	}
	if got := origin(Own{"example.com/cc"}, &g); got.At() != "price.go:31" {
		t.Errorf("got %s, want price.go:31", got)
	}
}

func TestOwn(t *testing.T) {
	for _, test := range []struct {
		module, function string
		want             bool
	}{
		{"", "main.(*T).F", true},
		{"example.com/cc", "main.f", true},
		{"example.com/cc", "example.com/cc.F", true},
		{"example.com/cc", "example.com/cc/asset.(*T[...]).F.func1", true},
		{"example.com/cc", "example.com/ccx.F", false},
		{"cc", "cc/asset.F", true},
		{"cc", "net/http.Get", false},
		{"", "net/http.Get", false},
		{"", "example.com/cc/asset.F[go.shape.struct { a/b.C int }]", true},
		{"", "google.golang.org/grpc.(*Server).Serve", false},
		{"", "github.com/hyperledger/fabric-chaincode-go/v2/shim.Start", false},
		{"", "github.com/hyperledger/fabric-samples/x/chaincode.F", true},
		{"", "assetcc/vendor/github.com/hyperledger/fabric/core/chaincode/shim.Start", false},
		{"", "panic", false},
		{"", "", false},
	} {
		if got := (Own{test.module}).Is(test.function); got != test.want {
			t.Errorf("%s of %q: got %v, want %v", test.function, test.module, got, test.want)
		}
	}
}

func TestMessages(t *testing.T) {
	stack := "\ngoroutine 1 [running]:\nmain.f()\n\t/x.go:1\n"
	for _, test := range []struct {
		log  string
		want *Crash
	}{
		{"panic: a [recovered, repanicked]\n" + stack, &Crash{Kind: Panic, Message: "a", Recovered: true, Line: 1}},
		{"panic: a [recovered]\n\tpanic: b\n" + stack, &Crash{Kind: Panic, Message: "b", Earlier: []string{"a"}, Line: 1}},
		{"panic: a\nb\n" + stack, &Crash{Kind: Panic, Message: "a\nb", Line: 1}},
		{"panic: a\n\tb\n\n[signal x]\n" + stack, &Crash{Kind: Panic, Message: "a\nb", Line: 1}},
		{"panic: log\nfatal error: b\n[signal x]\n" + stack, &Crash{Kind: Fatal, Message: "b", Detail: "[signal x]", Line: 2}},
		{"panic: log\r\npanic: b\r\n" + stack, &Crash{Kind: Panic, Message: "b", Line: 2}},
		{"SIGSEGV: segmentation violation\nPC=0x1\n" + stack, &Crash{Kind: Signal, Message: "SIGSEGV: segmentation violation", Detail: "", Line: 1}},
		{"panic: log\n" + strings.Repeat("x\n", 1000) + stack, nil},
		{"panic: survived\ngoroutine 1 [running]:\nruntime/debug.Stack()\n\t/x.go:1\n", nil},
		{"panic: no stack\n", &Crash{Kind: Panic, Message: "no stack", Line: 1}},
		{"panic: log\n\nmore\n", nil},
		{"panic: log\nSIGQUIT: quit\nPC=0x1\n" + stack, nil},
		{"panic: log\n\nmore\nSIGQUIT: quit\nPC=0x1\n" + stack, nil},
		{"no panic: log\n" + stack, nil},
		{"", nil},
	} {
		got := Died([]byte(test.log))
		if got != nil {
			got.Goroutine = nil
		}
		if got != nil && got.Kind == Signal {
			got.Detail = ""
		}
		if !reflect.DeepEqual(got, test.want) {
			t.Errorf("%q: got %+v, want %+v", test.log, got, test.want)
		}
	}
}

func TestLeaksWantThreeSamples(t *testing.T) {
	d := &Dump{Goroutines: []Goroutine{{ID: 1}}}
	for _, samples := range [][]Sample{nil, {{1, d}, {5, d}}, {{1, d}, {5, d}, {5, d}}} {
		if _, err := Leaks(Own{}, samples...); err == nil {
			t.Errorf("got no error for %d samples", len(samples))
		}
	}
	for _, bad := range []*Dump{{}, {Goroutines: d.Goroutines, Cut: true}, {Goroutines: d.Goroutines, Dropped: 1}} {
		if _, err := Leaks(Own{}, Sample{1, d}, Sample{2, d}, Sample{3, bad}); err == nil {
			t.Errorf("got no error for %+v", bad)
		}
	}
	if _, err := Growth(Sample{5, d}, Sample{5, d}); err == nil {
		t.Error("got no error for no calls")
	}
}

func TestGrowth(t *testing.T) {
	made := func(n int) *Dump {
		d := &Dump{Goroutines: []Goroutine{{ID: 1}}}
		for range n {
			d.Goroutines = append(d.Goroutines, Goroutine{Creator: Place{"main.f", "/x.go", 1}}, Goroutine{Creator: Place{"runtime.gcenable", "", 1}})
		}
		return d
	}
	got, err := Growth(Sample{1, made(2)}, Sample{201, made(402)})
	if err != nil || len(got) != 1 || got[Place{"main.f", "/x.go", 1}] != 2 {
		t.Errorf("got %v, %v, want 2 a call", got, err)
	}
	for _, test := range []struct {
		counts []int
		leak   bool
	}{
		{[]int{1, 20, 40}, true}, {[]int{2, 40, 80}, true}, {[]int{0, 5, 10}, true}, {[]int{0, 5, 9}, true},
		{[]int{1, 4, 4}, false}, {[]int{1, 8, 9}, false}, {[]int{1, 1, 1}, false},
		{[]int{0, 20, 19}, false}, {[]int{0, 1, 2}, false}, {[]int{1, 20, 30}, false},
	} {
		var samples []Sample
		for i, n := range []int{1, 20, 40} {
			samples = append(samples, Sample{n, made(test.counts[i])})
		}
		if leaks, err := Leaks(Own{}, samples...); err != nil || (len(leaks) > 0) != test.leak {
			t.Errorf("%v: got %v, %v, want a leak: %v", test.counts, leaks, err, test.leak)
		}
	}
}

func TestWhatIsKeptIsBounded(t *testing.T) {
	var log bytes.Buffer
	for i := range MaxGoroutines + 10 {
		fmt.Fprintf(&log, "goroutine %d [a]:\nm.f()\n\tx:1\n", i+1)
	}
	log.WriteString(strings.Repeat("m.f()\n\tx:1\n", 1000))
	fmt.Fprintf(&log, "%s(\n", strings.Repeat("x", 10*MaxLine))
	d := Parse(log.Bytes())
	if len(d.Goroutines) != MaxGoroutines || d.Dropped != 10 {
		t.Errorf("got %d goroutines and %d dropped, want %d and 10", len(d.Goroutines), d.Dropped, MaxGoroutines)
	}
	d = Parse([]byte("goroutine 1 [a]:\n" + strings.Repeat("m.f()\n\tx:1\n", 1000)))
	if g := d.Goroutines[0]; len(g.Frames) != maxStack || !g.Elided {
		t.Errorf("got %d frames, elided %v, want %d", len(g.Frames), g.Elided, maxStack)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(old))
	f.Add([]byte("panic: a [recovered]\n\tpanic: b\n\ngoroutine 1 [running]:\nmain.f[...]({0x1?, ...})\n\t/x.go:1 +0x1\n" +
		"[originating from goroutine 2]:\nm.f(...)\n\tx:2\n"))
	f.Add([]byte("fatal error: x\nruntime stack:\nruntime.throw()\n\t<autogenerated>:1\n\n" +
		"goroutine 2 gp=0x1 m=0 mp=0x2 [chan receive, 2 minutes]:\ncreated by a.b in goroutine 1\n\tc:3\n-----\n\nSIGQUIT: quit\nPC=0x1\n"))
	f.Fuzz(func(t *testing.T, log []byte) {
		d := Parse(log)
		n := 0
		for _, g := range d.Goroutines {
			n += len(g.Frames)
			if len(g.Frames) > maxStack {
				t.Errorf("got %d frames", len(g.Frames))
			}
			if strings.Contains(g.State, "\n") {
				t.Errorf("got the state %q", g.State)
			}
		}
		if n > bytes.Count(log, []byte("\n\t")) {
			t.Errorf("got %d frames of a text that has fewer", n)
		}
		for _, s := range Transactions(d, Own{}) {
			if s.Reason == "" || len(s.Started) > maxStarted {
				t.Errorf("got %+v", s)
			}
		}
		leaks, err := Leaks(Own{}, Sample{1, &Dump{Goroutines: []Goroutine{{ID: 1}}}}, Sample{2, d}, Sample{3, d})
		if whole := len(d.Goroutines) > 0 && !d.Cut; (err == nil) != whole || len(leaks) > 0 {
			t.Errorf("got %v, %v", leaks, err)
		}
		if c := Died(log); c != nil {
			c.Where(Own{})
			if len(c.Message) > MaxLine+1 || c.Line < 1 || c.Kind == "" {
				t.Errorf("got %+v", c)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	log := []byte(strings.Repeat(old[strings.Index(old, "goroutine 1 "):], 20_000))
	b.SetBytes(int64(len(log)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(log)
	}
}
