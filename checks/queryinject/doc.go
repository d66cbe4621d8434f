// Package queryinject reports arguments of transactions that reach the text of
// a rich query as they are.
//
// A selector for CouchDB is JSON. Where it is put together with fmt.Sprintf or
// +, an argument that holds a quote ends its string and adds conditions or
// operators of its own: tom","owner":{"$gt":null} asks for everybody's. Peers
// pass the text on as it comes (core/ledger/kvledger/txmgmt/statedb/statecouchdb,
// ExecuteQuery), so that a filter on owner, organisation or document type, which
// is the only one there is, no longer holds. fabric-samples'
// asset-transfer-ledger-queries puts owner into its query this way, and much
// chaincode is copied from it.
//
// # Bad
//
//	func (c *Contract) ByOwner(ctx contractapi.TransactionContextInterface, owner string) (string, error) {
//		query := fmt.Sprintf(`{"selector":{"docType":"asset","owner":"%s"}}`, owner) // finding
//		it, err := ctx.GetStub().GetQueryResult(query)
//		if err != nil {
//			return "", err
//		}
//		defer it.Close()
//		next, err := it.Next()
//		if err != nil {
//			return "", err
//		}
//		return next.Key, nil
//	}
//
// # Good
//
//	func (c *Contract) ByOwner(ctx contractapi.TransactionContextInterface, owner string) (string, error) {
//		query, err := json.Marshal(map[string]any{"selector": map[string]any{"docType": "asset", "owner": owner}})
//		if err != nil {
//			return "", err
//		}
//		it, err := ctx.GetStub().GetQueryResult(string(query))
//		if err != nil {
//			return "", err
//		}
//		defer it.Close()
//		next, err := it.Next()
//		if err != nil {
//			return "", err
//		}
//		return next.Key, nil
//	}
//
// # What it will not report
//
// Numbers and bools, what json.Marshal, %q or strconv.Quote wrote, hex and
// base64, text whose quotes strings.ReplaceAll took away, and text that was
// compared with constants, looked up in a map, or given to a function whose name
// says that it validates, on every way to the query. Text that a function of
// another package returns.
//
// A whole query that is the client's own argument, as in fabric-samples'
// QueryAssets, is no injection: it is a notice with its own words. So is a
// parameter of a helper whose callers are in another package.
//
// # Suppressing
//
// Where something else makes sure of the text:
//
//	query := fmt.Sprintf(byOwner, owner) //nolint:queryinject // owner is an MSP ID that the channel's configuration names
//
// It promises that each finding names the argument and the query.
package queryinject
