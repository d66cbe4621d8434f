package generate

import (
	"slices"
	"testing"
)

func TestVerbs(t *testing.T) {
	for name, want := range map[string]verb{
		"InitLedger": begin, "init": begin, "initMarble": create, "Initialize": begin, "CreateAsset": create, "Mint": create,
		"ReadAsset": read, "GetAllAssets": read, "AssetExists": read, "BalanceOf": read, "UpdateAsset": update, "TransferFrom": update,
		"DeleteAsset": remove, "delete_marble": remove, "Burn": remove, "Approve": update, "Frobnicate": other, "": other,
	} {
		if got := verbOf(name); got != want {
			t.Errorf("%s: got %d, want %d", name, got, want)
		}
	}
}

func TestKinds(t *testing.T) {
	for name, want := range map[string]kind{
		"id": id, "assetID": id, "startKey": bound, "newOwner": party, "buyerMSP": organisation, "collection": collection, "amount": number,
		"appraisedValue": number, "createdDate": date, "queryString": query, "assetJSON": jsonText, "color": word, "bookmark": bookmark,
		"pageSize": number, "param0": unknown, "": unknown,
	} {
		if got := kindOf(name); got != want {
			t.Errorf("%s: got %d, want %d", name, got, want)
		}
	}
}

func TestSplit(t *testing.T) {
	for name, want := range map[string][]string{
		"newOwnerID": {"new", "owner", "id"}, "delete_marble": {"delete", "marble"}, "MSPName": {"msp", "name"}, "a1": {"a1"}, "Ünder Öl": {"ünder", "öl"},
	} {
		if got := split(name); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestKeysOf(t *testing.T) {
	for phrase, want := range map[string]string{
		"asset owner": "asset_owner", "asset to delete": "asset_delete", "the asset": "asset", "asset_value key": "asset_value",
	} {
		if got := keysOf(phrase); len(got) == 0 || got[0] != want {
			t.Errorf("%s: got %q, want %q first", phrase, got, want)
		}
	}
}
