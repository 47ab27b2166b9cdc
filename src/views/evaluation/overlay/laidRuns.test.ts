import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openedRun } from '../../../app/plans/openedRun'
import { readResultsFile } from '../../../plans/readFiles'
import { canLayOver, laidChart, laidRuns } from './laidRuns'

const text = readFileSync(new URL('../../../plans/goldens/results.json', import.meta.url), 'utf8')
async function runOf(id: string) {
  const results = await readResultsFile(new Blob([text]))
  return results.kind === 'evaluation' ? openedRun(id, results, []) : expect.fail('they are of a training')
}
const shown = await runOf('shown')
const models = shown.plan.models.map(({ id, name }, i) => ({ id, name, color: `colour ${i}` }))

describe('runs laid over one another', () => {
  it('have a letter and a line each, and one colour for a model', async () => {
    const laid = laidRuns(shown, models, [await runOf('one'), await runOf('two')], new Map())
    expect(laid.map(({ letter, dash }) => [letter, dash])).toEqual([
      ['A', undefined],
      ['B', '8 4'],
      ['C', '2 3'],
    ])
    const { series } = laidChart(laid, {})
    expect(series.map(({ name, color }) => [name, color])).toEqual(
      ['A', 'B', 'C'].flatMap((letter) => models.map(({ name, color }) => [`${letter} · ${name}`, color])),
    )
    expect(new Set(series.map(({ id }) => id)).size).toBe(series.length)
    expect(series[2]?.points).toEqual(series[0]?.points)
  })

  it('are only those of one measure and norm', async () => {
    const other = await runOf('other')
    expect(canLayOver(shown, other)).toBe(true)
    expect(canLayOver(shown, shown)).toBe(false)
    const { measure } = other.plan
    const attack = { ...measure.attack, settings: { ...measure.attack.settings, norm: 'l2' } } as typeof measure.attack
    const inL2 = { ...other, plan: { ...other.plan, measure: { ...measure, attack } } } as typeof other
    expect(canLayOver(shown, inL2)).toBe(false)
    expect(laidRuns(shown, models, [inL2], new Map())).toHaveLength(1)
  })

  it('of none but the one that is shown are its own chart', () => {
    const laid = laidRuns(shown, models, [], new Map())
    expect(laidChart(laid, {}).series.map(({ name }) => name)).toEqual(models.map(({ name }) => name))
  })
})
