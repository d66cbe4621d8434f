// Package text writes a report for people: what was found, file by file, with
// the line of code and the cure; then how each step ended, what was made, and
// the verdict.
//
// Colours only repeat what words and signs say. Text of strangers is shown, not
// obeyed: no escape reaches the terminal, and no line looks to the problem
// matcher of GitHub's setup-go as if the go command had written it.
package text
