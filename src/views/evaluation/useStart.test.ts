import { describe, expect, it } from 'vitest'
import type { Manifest } from '../../engine/checkpoints/manifest'
import type { DataSetSummary } from '../../images/datasets/types'
import { initialState } from '../../store/appStore'
import { initialAttack } from '../../store/attacks/attackForm'
import { NOTHING_OPEN, type OpenDataSet } from '../../store/data/dataSource'
import type { AppState, ModelState } from '../../store/types'
import { cannedManifest } from '../../testing/fakeWorkers'
import { startHindrance } from './useStart'

const column = (id: string, status: ModelState['status']) =>
  ({
    ...{ id, color: 0, status, message: '' },
    model: { id, manifest: cannedManifest(id, { training: { epsilon255: 8 } as Manifest['training'] }) },
  }) as unknown as ModelState

function stateWith({ form, ...change }: Partial<AppState['evaluation']>, state: Partial<AppState> = {}): AppState {
  const { evaluation } = initialState
  return {
    ...initialState,
    engine: { status: 'ready', report: {} as never },
    models: [column('one', 'ready'), column('two', 'ready')],
    evaluation: {
      ...evaluation,
      ...change,
      form: { ...evaluation.form, attack: initialAttack.choice, ...form },
    },
    ...state,
  }
}

describe('starting a run', () => {
  it('is possible once engine and models are ready', () => {
    expect(startHindrance(stateWith({}))).toBe(null)
    for (const [change, state] of [
      [{ starting: true }, {}],
      [{}, { engine: { status: 'starting' } }],
      [{}, { models: [column('one', 'ready'), column('two', 'loading')] }],
    ] as const) {
      expect(startHindrance(stateWith(change, state))).toMatchObject({ isWaiting: true })
    }
  })

  it('does not wait for models that are not chosen', () => {
    const models = [column('one', 'ready'), column('two', 'loading')]
    const form = { ...initialState.evaluation.form, modelIds: ['one'], attack: initialAttack.choice }
    expect(startHindrance(stateWith({ form }, { models }))).toBe(null)
  })

  it('is impossible with a failed model, or with invalid settings', () => {
    const models = [column('one', 'failed'), column('two', 'loading')]
    expect(startHindrance(stateWith({}, { models }))).toEqual({
      isWaiting: false,
      message: '“one” could not be loaded; choose other models.',
    })
    const form = { ...initialState.evaluation.form, epsilons: [], attack: initialAttack.choice }
    expect(startHindrance(stateWith({ form }))).toMatchObject({ isWaiting: false })
  })

  it('waits for its data set, and needs one with known classes', () => {
    const source = { files: [] }
    const begin = (dataSet: Partial<OpenDataSet>, images: 'files' | 'builtIn') =>
      startHindrance(
        stateWith({
          form: { ...initialState.evaluation.form, attack: initialAttack.choice, images },
          dataSet: { ...NOTHING_OPEN, ...dataSet },
        }),
      )
    const opened = (classes: string[]) => ({ source, summary: { name: 'pets', classes } as unknown as DataSetSummary })
    expect(begin({}, 'files')).toMatchObject({ isWaiting: false })
    expect(begin({ source, progress: 0.5 }, 'files')).toMatchObject({ isWaiting: true })
    expect(begin(opened(['cat', 'unicorn']), 'files')).toBe(null)
    expect(begin(opened(['unicorn']), 'files')?.message).toBe(
      'The chosen models of CIFAR-10 know no class of pets; choose models that do, or other images.',
    )
    expect(begin({}, 'builtIn')?.message).toContain('know no class of Fashion-MNIST')
  })
})
