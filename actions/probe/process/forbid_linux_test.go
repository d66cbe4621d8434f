package process

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// forbid makes the kernel refuse this process, and all that it starts, what
// some machines refuse.
func forbid(what string) {
	refused := map[string][]unix.SockFilter{
		"namespaces": slices.Concat(
			refuse(unix.SYS_UNSHARE, unix.EPERM), refuse(unix.SYS_CLONE3, unix.ENOSYS), refuse(unix.SYS_SETNS, unix.EPERM),
			refuse(unix.SYS_MOUNT, unix.EPERM),
			refuseFlags(unix.SYS_CLONE, unix.CLONE_NEWUSER|unix.CLONE_NEWNS|unix.CLONE_NEWPID|unix.CLONE_NEWNET)),
		"users":    slices.Concat(refuse(unix.SYS_CLONE3, unix.ENOSYS), refuseFlags(unix.SYS_CLONE, unix.CLONE_NEWUSER)),
		"mounts":   refuse(unix.SYS_MOUNT, unix.EPERM), // as AppArmor does: the clone succeeds
		"clock":    refuse(unix.SYS_PTRACE, unix.EPERM),
		"landlock": refuse(unix.SYS_LANDLOCK_CREATE_RULESET, unix.ENOSYS),
	}
	if what == "" {
		return
	}
	program := []unix.SockFilter{}
	for _, word := range strings.Split(what, ",") {
		program = append(program, refused[word]...)
	}
	program = append(program, unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW})
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		panic(err)
	}
	filter := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&filter)))
	if errno != 0 {
		panic(errno)
	}
}

func refuse(number uint32, with unix.Errno) []unix.SockFilter {
	return []unix.SockFilter{
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: 0},
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: number, Jf: 1},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ERRNO | uint32(with)},
	}
}

// refuseFlags refuses a call with any of the flags in its first argument.
func refuseFlags(number, flags uint32) []unix.SockFilter {
	return []unix.SockFilter{
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: 0},
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: number, Jf: 3},
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: 16},
		{Code: unix.BPF_JMP | unix.BPF_JSET | unix.BPF_K, K: flags, Jf: 1},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)},
	}
}

// again runs tests of this binary in another process, as another user where uid
// is not 0, without some capabilities, and with something forbidden.
func again(t *testing.T, uid uint32, without []uintptr, what, tests string) {
	t.Helper()
	dir, err := os.MkdirTemp("", "tallystick-again-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	os.Chmod(dir, 0o777)
	self, err := os.Open(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	defer self.Close()
	binary := filepath.Join(dir, "process.test")
	if err := copyTo(binary, self); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(binary, "-test.run=^("+tests+")$", "-test.v", "-test.count=1")
	cmd.Dir = dir
	cmd.Env = []string{subjectVariable + "=" + subject(), forbidVariable + "=" + what, againVariable + "=1",
		"TMPDIR=" + cmp.Or(os.Getenv(temporaryVariable), "/tmp")}
	cmd.SysProcAttr = &syscall.SysProcAttr{}
	if uid != 0 {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uid, Gid: uid}
	}
	out := make(chan []byte)
	go func() {
		runtime.LockOSThread() // and never unlock: its capabilities are gone
		for _, capability := range without {
			unix.Prctl(unix.PR_CAPBSET_DROP, capability, 0, 0, 0)
		}
		text, err := cmd.CombinedOutput()
		out <- fmt.Appendf(text, "%v", err)
	}()
	text := string(<-out)
	if !strings.HasSuffix(text, "<nil>") {
		t.Errorf("%s", text)
	}
	t.Log(text)
}

const (
	againVariable     = "TALLYSTICK_TEST_AGAIN"
	temporaryVariable = "TALLYSTICK_TEST_TEMPORARY"
)

const nobody = 65534

func needsRoot(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root to be somebody else")
	}
	if os.Getenv(againVariable) != "" {
		t.Skip("already another process")
	}
}

func needsAgain(t *testing.T) {
	if os.Getenv(againVariable) == "" {
		t.Skip("only where something is forbidden")
	}
}

// everywhere are the tests that hold wherever we run, and isolated those that
// need namespaces.
const (
	everywhere = few + "|TestThatDoNotConnect|TestFlood|TestDump|TestMemoryLimit|TestForkBomb|TestWritable|" +
		"TestTLS|TestFlatReplicas|TestLimits|TestManyAtOnce|TestDeafToDump|TestMemoryOfAll"
	isolated = "TestHostname|TestNoNetwork|TestNoFiles|TestNotRoot|TestOrphansEnd|TestNothingMissing|TestImage|TestHostileImage"
	timed    = "TestClock|TestFrozenClock"
	few      = "TestServer|TestDialler|TestOurEnvironmentStaysHere|TestKilled|TestKilledInside|TestNothingIsLeft"
)

func TestUnprivileged(t *testing.T) {
	needsRoot(t)
	again(t, nobody, nil, "", everywhere+"|"+isolated+"|"+timed)
}

// docker are the capabilities that root has in a container of Docker
// (github.com/moby/profiles, "DefaultCapabilities").
func withoutDocker() []uintptr {
	docker := []uintptr{
		unix.CAP_CHOWN, unix.CAP_DAC_OVERRIDE, unix.CAP_FSETID, unix.CAP_FOWNER, unix.CAP_MKNOD, unix.CAP_NET_RAW, unix.CAP_SETGID,
		unix.CAP_SETUID, unix.CAP_SETFCAP, unix.CAP_SETPCAP, unix.CAP_NET_BIND_SERVICE, unix.CAP_SYS_CHROOT, unix.CAP_KILL, unix.CAP_AUDIT_WRITE,
	}
	var without []uintptr
	for capability := range uintptr(unix.CAP_LAST_CAP + 1) {
		if !slices.Contains(docker, capability) {
			without = append(without, capability)
		}
	}
	return without
}

func TestInDocker(t *testing.T) {
	needsRoot(t)
	again(t, 0, withoutDocker(), "namespaces", everywhere+"|"+timed+"|TestFenced")
}

// TestInDockerOutOfReach has a folder for temporary files that root alone can
// reach.
func TestInDockerOutOfReach(t *testing.T) {
	needsRoot(t)
	t.Setenv(temporaryVariable, t.TempDir())
	again(t, 0, withoutDocker(), "namespaces", "TestServer|TestTLS")
}

func TestUnprivilegedWithoutNamespaces(t *testing.T) {
	needsRoot(t)
	again(t, nobody, nil, "namespaces", everywhere+"|"+timed+"|TestFenced")
	again(t, nobody, nil, "mounts", few+"|"+timed+"|TestFenced")
}

func TestWithoutUserNamespaces(t *testing.T) {
	needsRoot(t)
	again(t, 0, nil, "users", everywhere+"|"+isolated+"|"+timed)
}

func TestWithoutAnything(t *testing.T) {
	needsRoot(t)
	again(t, nobody, nil, "namespaces,landlock,clock", few+"|TestSaysWhatIsMissing")
}

func TestNothingMissing(t *testing.T) {
	g := jailed(t, Program{}, Limits{})
	start(t, g, Traits{Hostname: "a", Clock: time.Hour})
	for _, m := range g.Missing() {
		if m.What != noProc && m.What != noUser { // which a container in which namespaces are allowed may lack
			t.Errorf("got %v missing, want nothing where namespaces are allowed", m)
		}
	}
}

// TestFenced checks what Landlock does where there are no namespaces.
func TestFenced(t *testing.T) {
	needsAgain(t)
	g := open(t, Limits{})
	for _, what := range []string{noNetwork, noFiles, noPIDs, noHostname} {
		if !lacks(g, what) {
			t.Errorf("got no word of %s in %v", what, g.Missing())
		}
	}
	if lacks(g, noUser) != (os.Geteuid() != 0) {
		t.Errorf("got %v", g.Missing())
	}
	version, err := landlockVersion()
	if err != nil {
		t.Skip(err)
	}
	r := start(t, g, Traits{})
	for command, fine := range map[string]bool{
		"read /etc/hosts": true, "read /etc/shadow": false, "read /proc/self/environ": false, "list /*": true,
		fmt.Sprintf("read /proc/%d/environ", os.Getpid()): false, "write /tmp/out-of-bounds 1": false, "write inside 1": true,
	} {
		if got := r.text("%s", command); strings.HasPrefix(got, "error: ") == fine {
			t.Errorf("%s: got %.100s", command, got)
		}
	}
	if got := r.list("list /*"); len(got) > 0 {
		t.Errorf("got %q, want nothing", got)
	}
	if got := r.text("dial tcp 192.0.2.1:80"); version >= landlockTCP && !strings.Contains(got, "permission denied") {
		t.Errorf("got %s, want permission denied", got)
	}
	var id []int
	if r.ask(&id, "id"); id[0] == 0 {
		t.Error("it runs as root")
	}
}

func TestSaysWhatIsMissing(t *testing.T) {
	needsAgain(t)
	g := open(t, Limits{})
	start(t, g, Traits{Clock: time.Hour})
	for _, what := range []string{noNetwork, noFiles, noPIDs, noHostname, NoClock} {
		if !lacks(g, what) {
			t.Errorf("got no word of %s in %v", what, g.Missing())
		}
	}
	t.Log(g.Missing())
}
