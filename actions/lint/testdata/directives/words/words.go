// Package words has directives in all kinds of spelling.
package words

import "fmt"

// Spelled has them all at the end of lines.
func Spelled() {
	fmt.Printf("%d none\n", "x")
	fmt.Printf("%d plain\n", "x") //nolint
	fmt.Printf("%d space\n", "x") // nolint
	fmt.Printf("%d spaces\n", "x") //   nolint
	fmt.Printf("%d tab\n", "x") //	nolint
	fmt.Printf("%d slashes\n", "x") /// nolint
	fmt.Printf("%d slash-apart\n", "x") // / nolint
	fmt.Printf("%d capitals\n", "x") //NOLINT
	fmt.Printf("%d capital\n", "x") //Nolint
	fmt.Printf("%d block-comment\n", "x") /* nolint */
	fmt.Printf("%d block-tight\n", "x") /*nolint*/
	fmt.Printf("%d after-block-comment\n", "x") /* x */ //nolint
	fmt.Printf("%d in-words\n", "x") // see //nolint
	fmt.Printf("%d longer-word\n", "x") //nolintlint
	fmt.Printf("%d reason\n", "x") //nolint // why
	fmt.Printf("%d reason-tight\n", "x") //nolint// why
	fmt.Printf("%d reason-bare\n", "x") //nolint why
	fmt.Printf("%d reason-tab\n", "x") //nolint	// why
	fmt.Printf("%d colon-alone\n", "x") //nolint:
	fmt.Printf("%d colon-space\n", "x") //nolint: 
	fmt.Printf("%d comma-alone\n", "x") //nolint:,
	fmt.Printf("%d colon-reason\n", "x") //nolint: // why
	fmt.Printf("%d space-colon\n", "x") //nolint :nosuch
	fmt.Printf("%d all\n", "x") //nolint:all
	fmt.Printf("%d all-capitals\n", "x") //nolint:ALL
	fmt.Printf("%d all-space\n", "x") //nolint: all
	fmt.Printf("%d all-among\n", "x") //nolint:nosuch,all
	fmt.Printf("%d all-begins\n", "x") //nolint:allnosuch
	fmt.Printf("%d all-reason\n", "x") //nolint:all why
	fmt.Printf("%d names\n", "x") //nolint:govet,staticcheck
	fmt.Printf("%d names-space\n", "x") //nolint: govet, staticcheck
	fmt.Printf("%d names-space-before\n", "x") //nolint:govet ,staticcheck
	fmt.Printf("%d names-capitals\n", "x") //nolint:GoVet,STATICCHECK
	fmt.Printf("%d names-reason\n", "x") //nolint:govet,staticcheck // why, and more
	fmt.Printf("%d names-reason-tight\n", "x") //nolint:govet,staticcheck//why
	fmt.Printf("%d names-reason-bare\n", "x") //nolint:govet,staticcheck why
	fmt.Printf("%d names-reason-dash\n", "x") //nolint:govet,staticcheck - why
	fmt.Printf("%d names-block\n", "x") //nolint:govet,staticcheck /* why */
	fmt.Printf("%d names-twice\n", "x") //nolint:govet //nolint:staticcheck
	fmt.Printf("%d names-one\n", "x") //nolint:govet
	fmt.Printf("%d names-other\n", "x") //nolint:staticcheck
	fmt.Printf("%d names-unknown\n", "x") //nolint:nosuch
	fmt.Printf("%d names-unknown-too\n", "x") //nolint:nosuch,govet,staticcheck
	fmt.Printf("%d names-trailing-comma\n", "x") //nolint:govet,staticcheck,
	fmt.Printf("%d names-semicolon\n", "x") //nolint:govet;staticcheck
	fmt.Printf("%d names-space-only\n", "x") //nolint:govet staticcheck

	//nolint:govet
	//nolint:staticcheck // second
	fmt.Printf("%d names-two-lines\n", "x")

	//nolint:govet
	fmt.Printf("%d names-above-beside\n", "x") //nolint:staticcheck

	//nolint:govet,staticcheck // over-again
	fmt.Printf("%d names-twice-over\n", "x") //nolint:govet,staticcheck // over-again
}

// Idle has what silences nothing.
func Idle() {
	fmt.Println("idle-linter") //nolint:govet
	fmt.Println("idle-check") //nolint:printf
	fmt.Println("idle-unknown") //nolint:nosuch // why
	fmt.Println("idle-all") //nolint:all
	fmt.Println("idle-excused") //nolint:govet,nolintlint
	fmt.Printf("%d idle-half\n", "x") //nolint:govet,gocritic,staticcheck
	fmt.Println("idle-prose") // nolint's rules are of another kind
	fmt.Println("idle-not-a-name") //nolint:nosuch - why
}

//nolint:nolintlint
func Excused() {
	fmt.Println("idle-excused-from-above") //nolint:govet
}
