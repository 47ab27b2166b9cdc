/** @file Counts of passed, failed and skipped tests, from reports and summed. */

const FAILED_ONCE = { passed: 0, failed: 1, skipped: 0 }

/** The longest name that a test may have, so that lists of tests stay readable. */
const LONGEST_NAME = 89

/** The passed tests of Vitest's JSON report whose own names are too long. */
export function longNames({ testResults }) {
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status, title }) => status === 'passed' && title.length > LONGEST_NAME)
    .map(({ title }) => title)
}

/**
 * The counts of Vitest's JSON report. A file that could not be loaded counts as one failure, and so does a test that
 * passed but has too long a name.
 */
export function countVitest(report) {
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  const long = longNames(report).length
  return {
    passed: report.numPassedTests - long,
    failed: report.numFailedTests + unloaded.length + long,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** All specs of Playwright's JSON report, including nested suites. */
const specsOf = ({ suites = [] }) => suites.flatMap((suite) => [...specsOf(suite), ...(suite.specs ?? [])])

/** The passed tests of Playwright's JSON report whose own names are too long. */
export const longPlaywrightNames = (report) =>
  specsOf(report)
    .filter(({ title, tests }) => title.length > LONGEST_NAME && tests.every(({ status }) => status === 'expected'))
    .map(({ title }) => title)

/**
 * The counts of Playwright's JSON report. A test that passed only on a retry counts as failed, since nobody fixes what
 * is green. So does one that passed but has too long a name.
 */
export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats
  const long = longPlaywrightNames(report).length
  return { passed: expected - long, failed: unexpected + flaky + long, skipped }
}

/** The tests of Playwright's JSON report that passed only on a retry, as `file > title`. */
export const flakyTests = (report) =>
  specsOf(report)
    .filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
    .map(({ file, title }) => `${file} > ${title}`)

/**
 * The counts of one stage. `report` is null if the stage writes none, and
 * undefined if it should have written one but did not, for instance after a crash.
 */
export function countStage(exitCode, report, count) {
  if (report === null) return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : FAILED_ONCE
  if (report === undefined) return FAILED_ONCE
  const counts = count(report)
  // Errors outside of tests, such as a server that did not start, show only in the exit code.
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

export function sumCounts(all) {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const counts of all) for (const key of Object.keys(sum)) sum[key] += counts[key]
  return sum
}

export function summarise({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
