// Package report turns report files into what people and other programs read.
//
// Every action saves what it found in a report file of JSON lines. This action
// reads such files and prints them once more, as one report: text for a log,
// annotations for a pull request, SARIF for code scanning, a summary. So the
// steps of a workflow each print little (with --format text they leave the
// annotations to this one), and one step at the end says it all.
//
//	tallystick report --format text --format sarif:tallystick.sarif
//
// It reads the files that --files names, or else every .jsonl in the folder of
// --out except report.jsonl, its own. A finding that stands in several of them
// is shown once. The exit code is that of the findings; a file that was
// cut short, or holds a step that failed, ends with 3 however little was found:
// what failed to run never reads as a pass.
//
// The text in the files is not trusted, whoever wrote them: a job that reports
// on a pull request of a fork may read a file that the fork's job has saved.
//
// A folder below it is one format and knows no other.
package report
