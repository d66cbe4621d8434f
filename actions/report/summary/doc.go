// Package summary writes a report as Markdown, for the job summary of a GitHub
// workflow.
//
// Text of strangers is text in it and nothing else: no markup, no picture, no
// link, no mention. GitHub drops a summary over 1 MiB whole, so this one stays
// below and says what it leaves out.
package summary
