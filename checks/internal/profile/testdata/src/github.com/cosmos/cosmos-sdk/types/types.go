// Package types stands in for the Cosmos SDK.
package types

import (
	"context"
	"time"

	"cosmossdk.io/store/types"
)

type Context struct{ height int64 }

func (c Context) KVStore(key types.StoreKey) types.KVStore { return nil }
func (c Context) BlockTime() time.Time                     { return time.Time{} }

func UnwrapSDKContext(ctx context.Context) Context { return Context{} }
