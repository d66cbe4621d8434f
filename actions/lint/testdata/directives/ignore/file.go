package ignore

import "fmt"

// Filed is in a file that is silenced from below.
func Filed(b bool) {
	fmt.Printf("%d fi-whole\n", "x")
	if b == true { // S1002 fi
		fmt.Println()
	}
}

//lint:file-ignore SA5009,SA1000 why
