package keeper

import (
	"context"
	"os"
	"sort"
	"time"

	"cosmossdk.io/store/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
)

type MsgMint struct{ Denom string }

type MsgMintResponse struct{ At string }

type MsgServer interface {
	Mint(context.Context, *MsgMint) (*MsgMintResponse, error)
}

type QueryServer interface {
	Time(context.Context) (string, error)
}

type Keeper struct {
	key     types.StoreKey
	weights map[string]int
}

type server struct{ Keeper }

func (s server) Mint(ctx context.Context, m *MsgMint) (*MsgMintResponse, error) {
	s.touch(sdk.UnwrapSDKContext(ctx), m.Denom)
	return &MsgMintResponse{At: time.Now().String()}, nil // want `error: time.Now reaches the response`
}

func (s server) Fixed(ctx sdk.Context) {
	ctx.KVStore(s.key).Set([]byte("at"), []byte(ctx.BlockTime().String()))
}

func (k Keeper) touch(ctx sdk.Context, denom string) {
	ctx.KVStore(k.key).Set([]byte(denom), []byte(time.Now().String())) // want `error: time.Now reaches Set at keeper.go:\d+`
}

func (k Keeper) EndBlock(ctx sdk.Context) error {
	var names []string
	for name := range k.weights { // want `error: map order reaches Set at keeper.go:\d+`
		names = append(names, name)
	}
	ctx.KVStore(k.key).Set([]byte("first"), []byte(names[0]))
	return nil
}

func (k Keeper) BeginBlock(ctx sdk.Context) error {
	var names []string
	for name := range k.weights {
		names = append(names, name)
	}
	sort.Strings(names)
	ctx.KVStore(k.key).Set([]byte("first"), []byte(names[0]))
	return nil
}

func (k Keeper) Params(ctx sdk.Context) { ctx.KVStore(k.key).Set(nil, []byte(os.Getenv("MODE"))) } // want `error: os.Getenv reaches Set`

type queries struct{ Keeper }

func (queries) Time(ctx context.Context) (string, error) { return time.Now().String(), nil }

// What only holds of Fabric is not said: the SDK recovers.
func (k Keeper) Must(ctx sdk.Context, ok bool) {
	if !ok {
		panic("not here")
	}
	ctx.KVStore(k.key).Set([]byte("ok"), nil)
}
