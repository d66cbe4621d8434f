// Package quiet holds near misses.
package quiet

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/hyperledger/fabric-chaincode-go/shim"
	"github.com/hyperledger/fabric-contract-api-go/contractapi"
)

type Contract struct {
	contractapi.Contract
	space string
}

var kind = "asset:"

type index struct{ keyPrefix string }

func (c *Contract) Separated(ctx contractapi.TransactionContextInterface, owner, id string, n int) error {
	stub := ctx.GetStub()
	sum := sha256.Sum256([]byte(owner))
	h := sha256.New()
	h.Write([]byte(owner))
	x := index{"x"}
	keys := []string{
		owner + "/" + id, "asset" + id, kind + id, c.space + id, x.keyPrefix + id, strconv.Itoa(n) + "",
		fmt.Sprintf("%s:%s", owner, id), fmt.Sprintf("a%sb", id), fmt.Sprintf("%s%08d", owner, n), fmt.Sprintf("%x%s", sum, id),
		fmt.Sprintf("%q%q", owner, id), fmt.Sprintf("%s%%%s", owner, id), fmt.Sprintf("%[2]s%[1]s", owner, id),
		strings.Join([]string{owner, id}, "|"), hex.EncodeToString(sum[:]) + id, id + hex.EncodeToString(h.Sum(nil)),
		stub.GetTxID() + id, stub.GetChannelID() + id, id + time.Unix(0, 0).Format("2006"), owner[:2] + id, id + string(rune(n)),
		owner + owner, fmt.Sprint(owner, "-", id), digest(owner) + id,
	}
	for _, key := range []string{keys[0], owner + "/" + id, "asset" + id} {
		if err := stub.PutState(key, nil); err != nil {
			return err
		}
	}
	return c.each(ctx, owner, id, n)
}

func (c *Contract) each(ctx contractapi.TransactionContextInterface, owner, id string, n int) error {
	stub := ctx.GetStub()
	sum := sha256.Sum256([]byte(owner))
	h := sha256.New()
	h.Write([]byte(owner))
	x := index{"x"}
	put := func(key string) { check(stub.PutState(key, nil)) }
	put(owner + "/" + id)
	put("asset" + id)
	put(kind + id)
	put(c.space + id)
	put(x.keyPrefix + id)
	put(fmt.Sprintf("%s:%s", owner, id))
	put(fmt.Sprintf("%s%08d", owner, n))
	put(fmt.Sprintf("%x%s", sum, id))
	put(fmt.Sprintf("%q%q", owner, id))
	put(fmt.Sprintf("%s%%%s", owner, id))
	put(fmt.Sprintf("%[2]s%[1]s", owner, id))
	put(strings.Join([]string{owner, id}, "|"))
	put(hex.EncodeToString(sum[:]) + id)
	put(id + hex.EncodeToString(h.Sum(nil)))
	put(stub.GetTxID() + id)
	put(stub.GetChannelID() + id)
	put(id + time.Unix(0, 0).Format("2006"))
	put(owner[:2] + id)
	put(id + string(rune(n)))
	put(owner + owner)
	put(fmt.Sprint(owner, "-", id))
	put(digest(owner) + id)
	return named(stub, "user_", id)
}

// The prefix only gets constants.
func named(stub shim.ChaincodeStubInterface, first, id string) error {
	return stub.PutState(first+id, nil)
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// What is joined, but no key.
func (c *Contract) Values(ctx contractapi.TransactionContextInterface, owner, id string) error {
	stub := ctx.GetStub()
	if err := stub.SetEvent(owner+id, nil); err != nil {
		return err
	}
	if err := stub.PutPrivateData("c"+owner+id, "key", nil); err != nil {
		return err
	}
	it, err := stub.GetStateByRange(owner+id, "")
	if err != nil {
		return err
	}
	it.Close()
	return stub.PutState("key", []byte(owner+id))
}

func (c *Contract) Looped(ctx contractapi.TransactionContextInterface, parts []string) error {
	key := ""
	for _, part := range parts {
		key += part + "/"
	}
	return ctx.GetStub().PutState(key, nil)
}

func (c *Contract) Partial(ctx contractapi.TransactionContextInterface, owner, id string) error {
	stub := ctx.GetStub()
	key, err := stub.CreateCompositeKey("owner~id", []string{owner, id})
	if err != nil {
		return err
	}
	it, err := stub.GetStateByPartialCompositeKey("owner~id", []string{owner})
	if err != nil {
		return err
	}
	it.Close()
	it, err = stub.GetStateByPartialCompositeKey("other", []string{owner, id})
	if err != nil {
		return err
	}
	it.Close()
	it, err = stub.GetStateByPartialCompositeKey("owner~id", []string{})
	if err != nil {
		return err
	}
	it.Close()
	return stub.PutState(key, nil)
}
