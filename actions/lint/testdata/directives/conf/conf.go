// Package conf has a staticcheck.conf.
package conf

import "fmt"

// Conf has directives for what is off, on, and on though off by default.
func Conf() {
	//lint:ignore SA5009 that is off
	fmt.Println("conf-off")
	//lint:ignore SA4006 that is on
	fmt.Println("conf-on")
	//lint:ignore ST1000 that is on here
	fmt.Println("conf-on-here")
	//lint:ignore ST1003 that is off by default
	fmt.Println("conf-default")
}
