// Package localtime reports times in the process's own time zone where what
// endorsers sign shows the zone.
//
// time.Unix, Time.Local and In(time.Local) give a moment in the zone of the
// process: the environment's TZ, else /etc/localtime, else UTC
// (src/time/zoneinfo_unix.go). String, Format, the JSON of a time and its Hour,
// Day or Weekday depend on it; time.Date and time.ParseInLocation with
// time.Local even make another moment of it.
//
// Containers that a peer builds and starts are in UTC: it hands them no TZ
// (core/container/dockercontroller, GetEnv) and their images have no
// /etc/localtime. A chaincode that runs as a service, under an external builder
// or in development mode has the zone of its host or deployment. So endorsers
// mostly agree, and where one operator sets TZ they do not
// ("ProposalResponsePayloads do not match"): a warning, not an error, where the
// zone reaches or decides what is written, read, published or called, and a
// notice where only the response shows it.
//
// # Bad
//
//	type Asset struct {
//		ID     string
//		Issued time.Time
//	}
//
//	func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, id string) error {
//		ts, err := ctx.GetStub().GetTxTimestamp()
//		if err != nil {
//			return err
//		}
//		asset := Asset{ID: id, Issued: time.Unix(ts.Seconds, int64(ts.Nanos))} // finding
//		data, err := json.Marshal(asset)
//		if err != nil {
//			return err
//		}
//		return ctx.GetStub().PutState(id, data)
//	}
//
//	func (c *Contract) File(ctx contractapi.TransactionContextInterface, id string, seconds int64) error {
//		day := time.Unix(seconds, 0).Format("2006-01-02") // finding
//		return ctx.GetStub().PutState(day+id, []byte(id))
//	}
//
// # Good
//
//	type Asset struct {
//		ID     string
//		Issued time.Time
//	}
//
//	func (c *Contract) Issue(ctx contractapi.TransactionContextInterface, id string) error {
//		ts, err := ctx.GetStub().GetTxTimestamp()
//		if err != nil {
//			return err
//		}
//		data, err := json.Marshal(Asset{ID: id, Issued: ts.AsTime()}) // in UTC
//		if err != nil {
//			return err
//		}
//		return ctx.GetStub().PutState(id, data)
//	}
//
//	func (c *Contract) File(ctx contractapi.TransactionContextInterface, id string, seconds int64) error {
//		day := time.Unix(seconds, 0).UTC().Format("2006-01-02")
//		return ctx.GetStub().PutState(day+id, []byte(id))
//	}
//
// # What it will not report
//
// What UTC() or In() was called on, AsTime(), and zones that the code names. Unix,
// UnixNano, Sub, Before, After and Equal, which are the same everywhere. A
// reading that is parsed and formatted in the local zone. Logs and the text of
// errors, and times that functions of other packages take by themselves.
// time.Now in any zone, which walltime reports.
//
// # Suppressing
//
// Where every endorser runs in containers that its peer starts:
//
//	day := time.Unix(seconds, 0).Format(layout) //nolint:localtime // no endorser runs as a service
//
// It promises to name the call that shows the zone among the hops of a finding.
package localtime
