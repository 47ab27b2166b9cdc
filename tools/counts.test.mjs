import { expect, it } from 'vitest'
import {
  countPlaywright,
  countStage,
  countVitest,
  flakyTests,
  longNames,
  longPlaywrightNames,
  sumCounts,
  summarise,
} from './counts.mjs'

const vitestReport = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [
    { status: 'passed', assertionResults: [{}] },
    { status: 'failed', assertionResults: [{}] },
    { status: 'failed', assertionResults: [] },
  ],
}

it('counts a Vitest file that could not be loaded as one failure', () => {
  expect(countVitest(vitestReport)).toEqual({ passed: 5, failed: 2, skipped: 3 })
})

it('counts a Playwright test that passed only on a retry as failed', () => {
  const stats = { expected: 3, flaky: 1, unexpected: 2, skipped: 1 }
  expect(countPlaywright({ stats })).toEqual({ passed: 3, failed: 3, skipped: 1 })
})

it('lists flaky tests in nested suites', () => {
  const spec = (title, status) => ({ file: 'a.spec.ts', title, tests: [{ status }] })
  const suites = [
    { specs: [spec('one', 'expected')], suites: [{ specs: [spec('two', 'flaky'), spec('three', 'unexpected')] }] },
  ]
  expect(flakyTests({ suites })).toEqual(['a.spec.ts > two'])
  expect(flakyTests({})).toEqual([])
})

it('lists a test that passed under a name of 90 characters or more, and counts it as failed', () => {
  const named = (status, letter, length) => ({ status, title: letter.repeat(length) })
  const assertionResults = [named('passed', 'a', 89), named('passed', 'b', 90), named('failed', 'c', 90)]
  const report = {
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [{ status: 'failed', assertionResults }],
  }
  expect(longNames(report)).toEqual(['b'.repeat(90)])
  expect(countVitest(report)).toEqual({ passed: 1, failed: 2, skipped: 0 })
})

it('counts browser tests with such names as failed, however nested', () => {
  const spec = (status, letter, length) => ({ file: 'a.spec.ts', title: letter.repeat(length), tests: [{ status }] })
  const suites = [
    {
      specs: [spec('expected', 'a', 89), spec('unexpected', 'b', 90)],
      suites: [{ specs: [spec('expected', 'c', 90)] }],
    },
  ]
  const report = { suites, stats: { expected: 2, flaky: 0, unexpected: 1, skipped: 0 } }
  expect(longPlaywrightNames(report)).toEqual(['c'.repeat(90)])
  expect(countPlaywright(report)).toEqual({ passed: 1, failed: 2, skipped: 0 })
})

it('counts a stage without a report as one test', () => {
  expect(countStage(0, null)).toEqual({ passed: 1, failed: 0, skipped: 0 })
  expect(countStage(2, null)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

it('counts a stage that crashed before its report as one failure', () => {
  expect(countStage(1, undefined, countVitest)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  expect(countStage(0, undefined, countVitest)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

it('counts an error outside of tests as one failure', () => {
  const stats = { expected: 3, flaky: 0, unexpected: 0, skipped: 0 }
  expect(countStage(1, { stats }, countPlaywright)).toEqual({ passed: 3, failed: 1, skipped: 0 })
  expect(countStage(0, { stats }, countPlaywright)).toEqual({ passed: 3, failed: 0, skipped: 0 })
})

it('sums counts, and mentions skipped tests only if there are any', () => {
  const one = { passed: 2, failed: 1, skipped: 0 }
  expect(summarise(sumCounts([]))).toBe('0 passed, 0 failed')
  expect(summarise(sumCounts([one, one]))).toBe('4 passed, 2 failed')
  expect(summarise(sumCounts([one, { passed: 0, failed: 0, skipped: 3 }]))).toBe('2 passed, 1 failed, 3 skipped')
})
