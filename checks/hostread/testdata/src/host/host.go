package host

import (
	"encoding/json"
	"errors"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"

	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"
	"settings"
)

type Contract struct{ contractapi.Contract }

type config struct{ Fee int }

func (c *Contract) Env(ctx contractapi.TransactionContextInterface, id string) error {
	rate := os.Getenv("RATE") // want `error: os.Getenv reaches PutState at host.go:\d+`
	return ctx.GetStub().PutState(id, []byte(rate))
}

func (c *Contract) File(ctx contractapi.TransactionContextInterface) (int, error) {
	data, err := os.ReadFile("config.json") // want `error: os.ReadFile reaches the response at host.go:\d+`
	if err != nil {
		return 0, err
	}
	var cfg config
	if err := json.Unmarshal(data, &cfg); err != nil {
		return 0, err
	}
	return cfg.Fee, nil
}

func (c *Contract) Opened(ctx contractapi.TransactionContextInterface, id string) error {
	f, err := os.Open("config.json") // want `error: os.Open reaches PutState at host.go:\d+`
	if err != nil {
		return err
	}
	defer f.Close()
	var cfg config
	if err := json.NewDecoder(f).Decode(&cfg); err != nil {
		return err
	}
	data, err := json.Marshal(cfg)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(id, data)
}

func (c *Contract) Mode(ctx contractapi.TransactionContextInterface, id string) error {
	if os.Getenv("MODE") == "test" { // want `warning: os.Getenv decides PutState at host.go:\d+`
		return ctx.GetStub().PutState(id, nil)
	}
	return nil
}

func (c *Contract) Guard(ctx contractapi.TransactionContextInterface, id string) error {
	if os.Getenv("MODE") != "test" { // want `notice: os.Getenv decides only whether the transaction fails`
		return errors.New("not here")
	}
	return ctx.GetStub().PutState(id, nil)
}

func (c *Contract) Key(ctx contractapi.TransactionContextInterface) ([]byte, error) {
	host, err := os.Hostname() // want `error: os.Hostname reaches GetState at host.go:\d+`
	if err != nil {
		return nil, err
	}
	if _, err := ctx.GetStub().GetState(host); err != nil {
		return nil, err
	}
	return nil, nil
}

func (c *Contract) Elsewhere(ctx contractapi.TransactionContextInterface, id string) error {
	return ctx.GetStub().PutState(id, []byte(settings.Region())) // want `error: os.LookupEnv reaches PutState at host.go:\d+ through settings.Region`
}

func (c *Contract) Threads(ctx contractapi.TransactionContextInterface, id string) error {
	n := runtime.GOMAXPROCS(0) // want `error: runtime.GOMAXPROCS reaches PutState at host.go:\d+`
	return ctx.GetStub().PutState(id, []byte(strconv.Itoa(n)))
}

func (c *Contract) Routines(ctx contractapi.TransactionContextInterface, id string) error {
	n := runtime.NumGoroutine() // want `error: runtime.NumGoroutine reaches PutState at host.go:\d+`
	return ctx.GetStub().PutState(id, []byte(strconv.Itoa(n)))
}

func (c *Contract) Memory(ctx contractapi.TransactionContextInterface) (uint64, error) {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats) // want `error: runtime.ReadMemStats reaches the response at host.go:\d+`
	return stats.HeapAlloc, nil
}

func (c *Contract) Trace(ctx contractapi.TransactionContextInterface, id string) error {
	return ctx.GetStub().PutState(id, debug.Stack()) // want `error: debug.Stack reaches PutState at host.go:\d+`
}

func (c *Contract) Frames(ctx contractapi.TransactionContextInterface, id string) error {
	buf := make([]byte, 1024)
	n := runtime.Stack(buf, false) // want `error: runtime.Stack reaches PutState at host.go:\d+`
	return ctx.GetStub().PutState(id, buf[:n:n])
}

func (c *Contract) Limit(ctx contractapi.TransactionContextInterface) (int64, error) {
	return debug.SetMemoryLimit(-1), nil // want `error: debug.SetMemoryLimit reaches the response at host.go:\d+`
}
