import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ZOO_SWEEP } from './zooSweep'

const README = readFileSync(new URL('../../../models/training/README.md', import.meta.url), 'utf8')

/** Runs with GELU and gradient norm, as "name | lambda | epochs | clean | at 8/255". */
const listed = README.split('\n').flatMap((line) => {
  const [name = '', epochs, clean, , robust] = line
    .split('|')
    .slice(1)
    .map((cell) => cell.replaceAll('*', '').trim())
  const [, run, , lambda] =
    /^(ResNet, GELU, gradient norm( by differences)?), lambda [\d.]+\/([\d.]+)$/.exec(name) ?? []
  return run === undefined ? [] : [`${run} | ${lambda} | ${epochs} | ${clean} | ${robust}`]
})

it('the zoo’s sweep has every run of gradient norm that the training’s README lists', () => {
  const sweep = ZOO_SWEEP.series.flatMap(({ run, epochs, points }) =>
    points.map(
      ({ lambda, clean, robust }) => `${run} | ${lambda} | ${epochs} | ${clean.toFixed(1)} % | ${robust.toFixed(1)} %`,
    ),
  )
  expect(listed.length).toBeGreaterThan(5)
  expect(sweep.toSorted()).toEqual(listed.toSorted())
})
