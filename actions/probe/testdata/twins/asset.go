package main

import (
	"encoding/json"
	"fmt"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
)

// Asset is what the functions without a fault keep.
type Asset struct {
	ID    string `json:"id"`
	Owner string `json:"owner"`
	Value int    `json:"value"`
}

// Page is one page of assets.
type Page struct {
	Assets   []*Asset `json:"assets"`
	Bookmark string   `json:"bookmark"`
}

// Create makes an asset that does not exist.
func (c *Contract) Create(ctx Ctx, id, owner string, value int) error {
	data, err := ctx.GetStub().GetState(id)
	if err != nil {
		return err
	}
	if data != nil {
		return fmt.Errorf("asset %s exists", id)
	}
	return put(ctx, &Asset{ID: id, Owner: owner, Value: value})
}

// Read gives an asset.
func (c *Contract) Read(ctx Ctx, id string) (*Asset, error) {
	data, err := ctx.GetStub().GetState(id)
	if err != nil {
		return nil, err
	}
	if data == nil {
		return nil, fmt.Errorf("asset %s does not exist", id)
	}
	asset := new(Asset)
	return asset, json.Unmarshal(data, asset)
}

// Transfer gives an asset to another owner, and answers with the old one.
func (c *Contract) Transfer(ctx Ctx, id, owner string) (string, error) {
	asset, err := c.Read(ctx, id)
	if err != nil {
		return "", err
	}
	old := asset.Owner
	asset.Owner = owner
	return old, put(ctx, asset)
}

// Delete removes an asset.
func (c *Contract) Delete(ctx Ctx, id string) error {
	if _, err := c.Read(ctx, id); err != nil {
		return err
	}
	return ctx.GetStub().DelState(id)
}

// List gives a page of the assets from start up to end.
func (c *Contract) List(ctx Ctx, start, end string, size int32, bookmark string) (*Page, error) {
	it, meta, err := ctx.GetStub().GetStateByRangeWithPagination(start, end, size, bookmark)
	if err != nil {
		return nil, err
	}
	defer it.Close()
	page := &Page{Assets: []*Asset{}, Bookmark: meta.GetBookmark()}
	for it.HasNext() {
		entry, err := it.Next()
		if err != nil {
			return nil, err
		}
		asset := new(Asset)
		if err := json.Unmarshal(entry.Value, asset); err != nil {
			return nil, err
		}
		page.Assets = append(page.Assets, asset)
	}
	return page, nil
}

// Tag notes under a composite key that an owner has an asset.
func (c *Contract) Tag(ctx Ctx, owner, id string) error {
	key, err := ctx.GetStub().CreateCompositeKey("owner~id", []string{owner, id})
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(key, []byte{0})
}

// Tagged lists the assets that Tag noted for an owner.
func (c *Contract) Tagged(ctx Ctx, owner string) ([]string, error) {
	it, err := ctx.GetStub().GetStateByPartialCompositeKey("owner~id", []string{owner})
	if err != nil {
		return nil, err
	}
	keys, err := drain(it)
	if err != nil {
		return nil, err
	}
	ids := []string{}
	for _, key := range keys {
		_, parts, err := ctx.GetStub().SplitCompositeKey(key)
		if err != nil {
			return nil, err
		}
		ids = append(ids, parts[1])
	}
	return ids, nil
}

func put(ctx Ctx, asset *Asset) error {
	data, err := json.Marshal(asset)
	if err != nil {
		return err
	}
	return ctx.GetStub().PutState(asset.ID, data)
}

// drain reads all keys and closes the iterator.
func drain(it shim.StateQueryIteratorInterface) ([]string, error) {
	defer it.Close()
	var keys []string
	for it.HasNext() {
		entry, err := it.Next()
		if err != nil {
			return nil, err
		}
		keys = append(keys, entry.Key)
	}
	return keys, nil
}
