// Package timestamppb stands in for protobuf's timestamp.
package timestamppb

import "time"

type Timestamp struct {
	Seconds int64
	Nanos   int32
}

func (t *Timestamp) GetSeconds() int64 { return t.Seconds }
func (t *Timestamp) GetNanos() int32   { return t.Nanos }
func (t *Timestamp) AsTime() time.Time { return time.Unix(t.Seconds, int64(t.Nanos)).UTC() }

func Now() *Timestamp { return New(time.Now()) }

func New(t time.Time) *Timestamp {
	return &Timestamp{Seconds: t.Unix(), Nanos: int32(t.Nanosecond())}
}
