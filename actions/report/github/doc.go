// Package github writes a report as annotations of a GitHub workflow.
//
// GitHub shows ten of each severity for a step and drops the rest without a
// word, a composite action counting as one step (actions/runner,
// ExecutionContext.cs: _maxCountPerIssueType). So the worst come first, those
// that say the same of one file become one, and where there are still too many
// the last one says how many are missing and where they are.
package github
