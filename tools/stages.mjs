/** @file What `npm test` runs, in this order. */
import { join } from 'node:path'
import { countPlaywright, countVitest, flakyTests, longNames, longPlaywrightNames } from './counts.mjs'
import { Problem } from './problem.mjs'

const biome = join('@biomejs', 'biome', 'bin', 'biome')
// `biome ci` colours its output even in a file, letter by letter, and ignores NO_COLOR.
const biomeColors = process.stdout.isTTY ? [] : ['--colors=off']
const vitest = join('vitest', 'vitest.mjs')

const tooLong = (titles) =>
  titles.map((title) => `The name of a test is too long; shorten it to less than 90 characters: ${title}`)

/**
 * A stage has the name that selects it, its heading, and what Node runs: a
 * program in node_modules, or a tool. `count` reads the counts from the JSON
 * that it writes to the path `report`; a stage without a report is one test.
 * This one runs the project of the same name in vitest.config.ts.
 */
const vitestStage = (name, heading) => ({
  name,
  heading,
  program: vitest,
  parameters: (report) => [
    'run',
    '--project',
    name,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ],
  count: countVitest,
  complaints: (report) => tooLong(longNames(report)),
})

/** These share a name, so that they are selected together. */
const e2eStage = (heading, ...options) => ({
  name: 'e2e',
  heading,
  program: join('@playwright', 'test', 'cli.js'),
  parameters: () => ['test', '--reporter=list,json', ...options],
  environment: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
  count: countPlaywright,
  complaints: (report) => [
    ...flakyTests(report).map((test) => `Flaky, passed only on a retry: ${test}`),
    ...tooLong(longPlaywrightNames(report)),
  ],
  needsChromium: true,
})

export const STAGES = [
  {
    name: 'lint',
    heading: 'Format',
    program: biome,
    // Includes the order of imports: everything that `npm run format` fixes.
    parameters: () => ['ci', '--linter-enabled=false', ...biomeColors],
  },
  {
    name: 'lint',
    heading: 'Lint',
    program: biome,
    parameters: () => ['lint', '--error-on-warnings', ...biomeColors],
  },
  { name: 'lint', heading: 'Boundaries', tool: 'checkBoundaries.mjs', parameters: () => [] },
  { name: 'lint', heading: 'Plurals', tool: 'checkPlurals.mjs', parameters: () => [] },
  { name: 'types', heading: 'Types', program: join('typescript', 'bin', 'tsc'), parameters: () => ['--noEmit'] },
  vitestStage('unit', 'Unit tests in Node'),
  vitestStage('backends', 'Tests that compute in Node'),
  { ...vitestStage('webgpu', 'Tests in Chromium on WebGPU'), needsChromium: true },
  // Most of them run on wasm, which takes one of two cores.
  e2eStage('End-to-end tests in Chromium, two at a time', '--grep-invert=@alone', '--workers=2'),
  e2eStage('End-to-end tests that measure time', '--grep=@alone'),
]

/** Names for several stages: `quick` takes under 90 seconds on two cores and needs no browser. */
const GROUPS = { quick: ['lint', 'types', 'unit'] }

/** The stages with the given names and groups in their own order, or all if none is given. */
export function selectStages(names) {
  const known = [...new Set(STAGES.map((stage) => stage.name))]
  const choices = [...Object.keys(GROUPS), ...known]
  const stranger = names.find((name) => !choices.includes(name))
  if (stranger) {
    throw new Problem(
      `${stranger} is no stage of the tests: choose from ${choices.join(', ')}, such as \`npm test -- unit e2e\`.`,
    )
  }
  const chosen = names.flatMap((name) => GROUPS[name] ?? [name])
  return chosen.length === 0 ? STAGES : STAGES.filter((stage) => chosen.includes(stage.name))
}
