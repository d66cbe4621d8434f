// Package named has directives that name checks, tiers and linters.
package named

import (
	"fmt"
	"strings"
)

// Named names them.
func Named(b bool) {
	fmt.Printf("%d name-of-check\n", "x") //nolint:printf,SA5009
	fmt.Printf("%d name-of-rule\n", "x") //nolint:lint/printf,lint/SA5009
	fmt.Printf("%d name-of-tier\n", "x") //nolint:vet,staticcheck
	_ = fmt.Sprint(fmt.Sprintf("simple")) //nolint:gosimple // S1038-gosimple
	if b == true { // S1002-plain
		fmt.Println()
	}
	if b == true { //nolint:gosimple // S1002-gosimple
		fmt.Println()
	}
	if b == true { //nolint:staticcheck // S1002-staticcheck
		fmt.Println()
	}
	if b == true { //nolint:stylecheck // S1002-stylecheck
		fmt.Println()
	}
	_ = strings.Title("x") //nolint:staticcheck // SA1019
	_ = strings.Title("x") //nolint:SA1019 // SA1019-check
	_ = fmt.Errorf("Capital.") //nolint:stylecheck // ST1005-stylecheck
	_ = fmt.Errorf("Capital.") // ST1005-plain
	if (*(&b)) && !b || !(b == false) { //nolint:gocritic,staticcheck // critic
		fmt.Println()
	}
}

//nolint:unused
func unusedByUnused() {}

//nolint:staticcheck // idle-tier
func unusedByStaticcheck() {}

//nolint:U1000
func unusedByCheck() {}

//nolint:gosimple // idle-v1
func unusedByGosimple() {}

//nolint
func unusedByAll() {}

func unusedPlain() {}

//lint:ignore U1000 reason
func unusedLint() {}

//lint:ignore u1000 reason
func unusedLintLower() {}

//lint:ignore U1* reason
func unusedLintPattern() {}

//lint:ignore SA1000,U1000 reason
func unusedLintList() {}

//nolint:unused // idle-unused
func Used() {}
