// Package sarif writes a report as SARIF 2.1.0, for code scanning.
//
// One report is one run. It carries no category (automationDetails): the
// upload step of GitHub sets the one that its user names, or one for workflow,
// job and matrix, and only where there is none yet (github/codeql-action,
// upload-lib.ts, populateRunAutomationDetails); so reports of several actions or
// modules stay apart without a word from us.
//
// What could not be analysed stands in the file as an unsuccessful invocation,
// never as an empty list of results.
package sarif
