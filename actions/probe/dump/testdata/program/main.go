// Program invokes a function some times, says that it is ready, and waits for a
// signal: program FUNCTION TIMES [TEXT...]. With texts it does not wait for the
// invocations to end, but until each stands in the goroutines' stacks.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"

	"example.com/program/asset"
	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
)

func main() {
	function := os.Args[1]
	n, err := strconv.Atoi(os.Args[2])
	if err != nil {
		panic(err)
	}
	if function == "Deadlock" {
		<-make(chan int)
	}
	h := &shim.Handler{CC: &asset.Contract{How: function}, Answer: make(chan []byte)}
	for range make([]int, n) {
		h.HandleReady()
	}
	if len(os.Args) == 3 {
		h.Done.Wait()
		settle()
	} else {
		await(os.Args[3:])
	}
	fmt.Println("ready")
	read(make([]byte, 1))
}

// await waits until all texts were in the stacks.
func await(texts []string) {
	for len(texts) > 0 {
		if strings.Contains(others(), texts[0]) {
			texts = texts[1:]
		}
	}
}

// settle waits until nothing more can run.
func settle() {
	for strings.Contains(others(), "[runnable") {
	}
}

// others are the stacks of all goroutines but this one.
func others() string {
	runtime.Gosched()
	stacks := make([]byte, 1<<20)
	_, text, _ := strings.Cut(string(stacks[:runtime.Stack(stacks, true)]), "\n\n")
	return text
}

// read waits until the signal comes, or the test that started the program is
// no more.
func read(b []byte) { _, _ = os.Stdin.Read(b) }
