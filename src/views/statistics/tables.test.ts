import { createElement, type FunctionComponent } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { Actions } from '../../app/actions'
import { initialStatistics } from '../../store/statistics/statistics'
import type { StatisticsRow } from '../../store/statistics/statisticsRows'
import type { AppState } from '../../store/types'
import { AppContext } from '../parts/appContext'
import { EffectTable } from './EffectTable'
import { SummaryTable } from './SummaryTable'
import type { Shown } from './shown'

const rowsOf = (modelId: string, values: readonly (number | null)[]): StatisticsRow[] =>
  values.map((value, index) => ({ modelId, index, label: 0, predicted: 0, outcome: 'robust', values: { l1: value } }))

const models = ['base', 'other'].map((id) => ({ id, name: id, color: 'red' })) as unknown as Shown['models']

/** The text of a table of the gradients' norms. */
function tableOf(table: FunctionComponent<never>, base: readonly (number | null)[], other: readonly (number | null)[]) {
  const shown = {
    ...{ rows: [...rowsOf('base', base), ...rowsOf('other', other)], models, model: models[0] },
    ...{ number: { id: 'l1', title: 'l1', about: 'Norm.', scale: 'log' }, isAttacked: true, judge: null },
  }
  const state = { statistics: initialStatistics } as AppState
  const value = { store: createStore<AppState>(() => state), actions: {} as Actions }
  const html = renderToStaticMarkup(
    createElement(AppContext, { value }, createElement(table as FunctionComponent<object>, shown)),
  )
  const text = html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
  expect(text).not.toMatch(/NaN|Infinity|undefined|not finite/)
  return text
}

describe('the tables of statistics', () => {
  it('say on how many images there is no ratio, as a gradient is zero', () => {
    const text = tableOf(EffectTable, [1, 0, 2, 4], [0, 0, 1, 1])
    expect(text).toContain('smaller on 87.5 % of 4')
    expect(text).toContain('× 0.375')
    expect(text).toContain('no ratio, as one is 0 on 2 of 4')
  })

  it('say nothing of ratios where all gradients are positive', () => {
    expect(tableOf(EffectTable, [1, 2], [3, 4])).not.toContain('no ratio')
  })

  it('have a dash for what a single image, or none with a gradient, does not tell', () => {
    expect(tableOf(EffectTable, [1], [0])).toContain('median ratio – ')
    expect(tableOf(EffectTable, [1], [2])).toContain('× 2.00 – ')
    expect(tableOf(SummaryTable, [3], [0])).toContain('95 % interval of the median – – ')
    expect(tableOf(SummaryTable, [null], [0])).toContain('median – 0 ')
  })
})
