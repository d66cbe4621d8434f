// Command subject behaves as a chaincode may: its first argument says how. As a
// server it does what it is told, a line at a time, and answers in JSON.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	os.Args = append(os.Args, "serve", "")[:max(2, len(os.Args))]
	switch os.Args[1] {
	case "exit":
		fmt.Println("so long")
		os.Exit(7)
	case "panic":
		panic("no configuration")
	case "silent":
		fmt.Println("waiting for nothing")
		time.Sleep(time.Hour)
	case "elsewhere":
		listen("127.0.0.1:0")
	case "strict":
		flag.CommandLine.Init("strict", flag.ExitOnError)
		flag.CommandLine.Parse(os.Args[2:])
		serve()
	case "files":
		for fd := range 64 {
			if target, err := os.Readlink(fmt.Sprintf("/proc/self/fd/%d", fd)); err == nil {
				fmt.Print(target, " ")
			}
		}
		fmt.Println()
		serve()
	case "dial":
		dial()
	case "leaver":
		leave()
	default:
		serve()
	}
}

func listen(address string) net.Listener {
	l, err := net.Listen("tcp", address)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	if os.Args[1] == "elsewhere" {
		fmt.Println("listening")
		time.Sleep(time.Hour)
	}
	return l
}

func serve() {
	l := listen(os.Getenv("CHAINCODE_SERVER_ADDRESS"))
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go answer(conn)
	}
}

func dial() {
	conn, err := net.Dial("tcp", strings.TrimPrefix(os.Args[len(os.Args)-1], "-peer.address="))
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	answer(conn)
}

// leave starts a process that outlives it.
func leave() {
	cmd := exec.Command("/proc/self/exe", "silent")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		panic(err)
	}
	serve()
}

func answer(conn net.Conn) {
	defer conn.Close()
	lines := bufio.NewScanner(conn)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		var reply any
		if err := do(words[0], words[1:], &reply); err != nil {
			reply = "error: " + err.Error()
		}
		json.NewEncoder(conn).Encode(reply)
	}
}

var kept [][]byte

func do(what string, args []string, reply *any) error {
	switch what {
	case "args":
		*reply = os.Args
	case "env":
		*reply = os.Environ()
	case "hostname":
		name, err := os.Hostname()
		*reply = name
		return err
	case "dir":
		dir, err := os.Getwd()
		*reply = dir
		return err
	case "id":
		*reply = []int{os.Getuid(), os.Getgid(), os.Getpid()}
	case "status":
		data, err := os.ReadFile("/proc/self/status")
		*reply = string(data)
		return err
	case "groups":
		groups, err := os.Getgroups()
		*reply = groups
		return err
	case "clock":
		*reply = time.Now().UnixNano()
	case "clocks":
		count, _ := strconv.Atoi(args[0])
		start := time.Now()
		for range count {
			time.Now()
		}
		*reply = int64(time.Since(start)) / int64(count)
	case "date":
		*reply = time.Now().Format(time.RFC3339Nano)
	case "timer":
		start := time.Now()
		wall := start.Round(0)
		<-time.After(20 * time.Millisecond)
		*reply = []int64{int64(time.Since(start)), int64(time.Now().Round(0).Sub(wall))}
	case "deaf":
		signal.Ignore(syscall.SIGQUIT)
	case "exit":
		os.Exit(3)
	default:
		return more(what, args, reply)
	}
	return nil
}

func more(what string, args []string, reply *any) error {
	switch what {
	case "dial":
		conn, err := net.DialTimeout(args[0], args[1], 300*time.Millisecond)
		if err == nil {
			conn.Close()
		}
		*reply = "connected"
		return err
	case "list":
		names, err := filepath.Glob(args[0])
		*reply = names
		return err
	case "read":
		data, err := os.ReadFile(args[0])
		*reply = string(data)
		return err
	case "limits":
		text := ""
		for _, limit := range []struct {
			name   string
			number int
		}{{"core", syscall.RLIMIT_CORE}, {"files", syscall.RLIMIT_FSIZE}, {"data", syscall.RLIMIT_DATA}} {
			var now syscall.Rlimit
			syscall.Getrlimit(limit.number, &now)
			text += fmt.Sprintf("%s %d, ", limit.name, now.Max)
		}
		*reply = text
	case "mode":
		info, err := os.Stat(args[0])
		if err == nil {
			*reply = info.Mode().String()
		}
		return err
	case "write":
		size, _ := strconv.Atoi(args[1])
		return os.WriteFile(args[0], make([]byte, size), 0o644)
	case "allocate":
		size, _ := strconv.Atoi(args[0])
		block := make([]byte, size)
		for i := 0; i < size; i += 4096 {
			block[i] = 1
		}
		kept = append(kept, block)
	case "flood":
		size, _ := strconv.Atoi(args[0])
		line := []byte(strings.Repeat("x", 1023) + "\n")
		for n := 0; n < size; n += len(line) {
			os.Stdout.Write(line)
		}
		fmt.Println("the end")
	case "goroutines":
		count, _ := strconv.Atoi(args[0])
		for range count {
			go func() { select {} }()
		}
	case "fork":
		return fork(args, reply)
	default:
		return fmt.Errorf("no such command")
	}
	return nil
}

func fork(args []string, reply *any) error {
	count, _ := strconv.Atoi(args[0])
	started := 0
	*reply = &started
	for range count {
		if err := exec.Command("/proc/self/exe", "silent").Start(); err != nil {
			return fmt.Errorf("after %d: %w", started, err)
		}
		started++
	}
	return nil
}
