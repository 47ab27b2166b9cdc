/** @file Counts of passed, failed and skipped tests, from reports and summed. */

const FAILED_ONCE = { passed: 0, failed: 1, skipped: 0 }

/** The longest that the name of a test may be, so that a list of them can be read. */
const LONGEST_NAME = 89

/** The passed tests of Vitest's JSON report whose own names are too long. */
export function longNames({ testResults }) {
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status, title }) => status === 'passed' && title.length > LONGEST_NAME)
    .map(({ title }) => title)
}

/**
 * Of Vitest's JSON report. A file that could not be loaded has no tests, and is one failure. So is a test that passed
 * under a name that is too long.
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

/** All specs of Playwright's JSON report, of nested suites too. */
const specsOf = ({ suites = [] }) => suites.flatMap((suite) => [...specsOf(suite), ...(suite.specs ?? [])])

/** The passed tests of Playwright's JSON report whose own names are too long. */
export const longPlaywrightNames = (report) =>
  specsOf(report)
    .filter(({ title, tests }) => title.length > LONGEST_NAME && tests.every(({ status }) => status === 'expected'))
    .map(({ title }) => title)

/**
 * Of Playwright's JSON report. A test that passed only when it was tried again has failed: nobody mends what is green.
 * So has one that passed under a name that is too long.
 */
export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats
  const long = longPlaywrightNames(report).length
  return { passed: expected - long, failed: unexpected + flaky + long, skipped }
}

/** The tests of Playwright's JSON report that passed only when they were tried again, as `file > title`. */
export const flakyTests = (report) =>
  specsOf(report)
    .filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
    .map(({ file, title }) => `${file} > ${title}`)

/**
 * The counts of one stage. `report` is null where the stage writes none, and
 * undefined where it should have and did not, as when it crashed.
 */
export function countStage(exitCode, report, count) {
  if (report === null) return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : FAILED_ONCE
  if (report === undefined) return FAILED_ONCE
  const counts = count(report)
  // Errors outside of tests, such as a server that did not start, show in the exit code alone.
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
