import { describe, expect, it } from 'vitest'
import { cannedImage, cannedManifest } from '../../testing/fakeWorkers'
import { NO_RESULTS, NOTHING_YET } from '../appStore'
import type { AppState, MeasuredQuantity, ModelState } from '../types'
import { offeredTargets } from './targetChoice'

type Asked = Pick<AppState, 'models' | 'results' | 'image' | 'label'>

const shown = cannedImage(0.5)
const classes = ['cat', 'dog', 'frog']

interface Given {
  /** By model, its prediction's index; null where it is not known yet. */
  readonly predictions: Readonly<Record<string, number | null>>
  readonly label?: string | null
  readonly of?: Readonly<Record<string, readonly string[]>>
}

function asked({ predictions, label = null, of = {} }: Given): Asked {
  const models = Object.keys(predictions).map((id, color) => ({
    ...{ id, color, status: 'ready' },
    model: { id, manifest: cannedManifest(id, { classes: [...(of[id] ?? classes)] }) },
  })) as ModelState[]
  const results = Object.entries(predictions).map(([id, predicted]) => {
    const logits = Float32Array.from(classes, (_, index) => Number(index === predicted))
    const value = predicted === null ? null : ({ image: shown, logits } as unknown as MeasuredQuantity<'prediction'>)
    return [id, { ...NO_RESULTS, quantities: { ...NO_RESULTS.quantities, prediction: { ...NOTHING_YET, value } } }]
  })
  const image = { bySize: { 2: { image: shown, notes: [] } } } as unknown as AppState['image']
  return { models, results: Object.fromEntries(results), image, label }
}

describe('the targets on offer', () => {
  it.each<[what: string, Given, expected: string[]]>([
    ['lack the label and the prediction', { predictions: { one: 1 }, label: 'cat' }, ['frog']],
    ['lack the prediction, where that is the label', { predictions: { one: 1 } }, ['cat', 'frog']],
    [
      'have all but the label before the prediction is known',
      { predictions: { one: null }, label: 'cat' },
      ['dog', 'frog'],
    ],
    ['lack what all models predict', { predictions: { one: 1, two: 1 }, label: 'cat' }, ['frog']],
    ['have what only one of them predicts', { predictions: { one: 1, two: 0 }, label: 'cat' }, ['dog', 'frog']],
    [
      'count no model that lacks a class',
      { predictions: { one: 1, two: 0 }, of: { two: ['shoe', 'hat'] } },
      ['cat', 'frog', 'hat'],
    ],
  ])('%s', (_, given, expected) => {
    expect(offeredTargets(asked(given))).toEqual(expected)
  })

  it('ignore the prediction for another image', () => {
    const state = asked({ predictions: { one: 1 }, label: 'cat' })
    const other = { bySize: { 2: { image: cannedImage(0.1), notes: [] } } } as unknown as AppState['image']
    expect(offeredTargets({ ...state, image: other })).toEqual(['dog', 'frog'])
  })
})
