// Package report turns report files into what people read.
//
// A folder below it is one format and knows no other.
package report
