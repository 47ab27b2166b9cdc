import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import vitestConfig from '../vitest.config'
import { root } from './root.mjs'
import { listFiles } from './sourceFiles.mjs'
import { STAGES, selectStages } from './stages.mjs'

const headings = (names) => selectStages(names).map(({ heading }) => heading)
const projects = vitestConfig.test.projects.map(({ test }) => test.name)

it('runs every stage if none is named, including each project of Vitest', () => {
  expect(selectStages([])).toEqual(STAGES)
  expect(STAGES.map(({ name }) => name)).toEqual(expect.arrayContaining(projects))
})

it('selects stages by name, in their own order', () => {
  expect(headings(['types', 'lint'])).toEqual(['Format', 'Lint', 'Boundaries', 'Plurals', 'Types'])
})

it('selects with "quick" the stages that need neither a browser nor a backend', () => {
  const names = new Set(selectStages(['quick']).map(({ name }) => name))
  expect([...names]).toEqual(['lint', 'types', 'unit'])
  expect(selectStages(['quick']).some(({ needsChromium }) => needsChromium)).toBe(false)
  expect(headings(['quick', 'unit'])).toEqual(headings(['quick']))
})

it('says what can be selected if a name is unknown', () => {
  expect(() => selectStages(['fast'])).toThrow(/^fast is no stage of the tests: choose from quick, lint, types, unit, /)
})

it('names every test that computes with a backend so that it is not among the quick ones', () => {
  const tests = listFiles(root, 'src').filter((file) => /\.test\.tsx?$/.test(file))
  const computing = tests.filter((file) => readFileSync(join(root, file), 'utf8').includes("/testing/backends'"))
  expect(computing.length).toBeGreaterThan(40)
  expect(computing.filter((file) => !/\.(compute|backends|browser)\.test\.ts$/.test(file))).toEqual([])
})
