/** @file What is computed for the models that are shown, and what again when something changes. */
import { beforeEach, describe, expect, it } from 'vitest'
import { allQuantitiesOf, createFakeApp, createSettledApp, type FakeApp } from '../../testing/fakeApp'
import { OWN_PREDICTION } from '../../testing/fakeWorkers'
import { eps255, toEps01 } from '../../units'

let app: FakeApp
const everything = ['attack one', 'attack two', ...allQuantitiesOf('one', 'two')].sort()

describe('results', () => {
  beforeEach(() => {
    app = createFakeApp()
  })

  it('are computed for every model once there is an image, attacking the label found', async () => {
    await app.session.start()
    expect(app.asked('measure', 'attack')).toEqual([])
    const image = app.showImage(0.5)
    await app.untilIdle()
    expect(app.asked('measure', 'attack').sort()).toEqual(everything)
    expect(app.worker().inputs('measure')[0]).toEqual({
      quantity: 'gradient',
      settings: { gradientOf: 'loss' },
      modelId: 'one',
      image,
      label: null,
    })
    expect(app.worker().inputs('attack')[0]).toEqual({
      modelId: 'one',
      image,
      label: OWN_PREDICTION,
      attack: {
        id: 'pgd',
        settings: {
          norm: 'linf',
          epsilon: 8 / 255,
          seed: 1,
          steps: 10,
          stepSize: { rule: 'shareOfEpsilon', share: 2.5 / 10 },
          randomStart: true,
          restarts: 1,
          loss: 'crossEntropy',
          result: 'last',
          l1Share: 0.02,
        },
      },
    })
    for (const id of ['one', 'two']) {
      expect(app.results(id).quantities.prediction.value?.label).toBe(OWN_PREDICTION)
      for (const computed of app.shownQuantitiesOf(id)) {
        expect(computed).toMatchObject({ progress: null, error: null })
        expect(computed.value?.image).toBe(image)
      }
      expect(app.results(id).attack).toMatchObject({
        value: { label: OWN_PREDICTION, form: app.state().attack, target: null, madeOn: id },
        progress: null,
        error: null,
      })
    }
  })

  it('are computed model by model when the image comes before the models', async () => {
    app.showImage(0.5)
    await app.session.start()
    await app.untilIdle()
    expect(app.asked('measure')).toEqual(allQuantitiesOf('one', 'two'))
    expect(app.results('two').attack.value).not.toBeNull()
  })

  it('include the edges of their image', async () => {
    await app.session.start()
    const image = app.showImage(0.25)
    await app.until(() => expect(app.state().edges[2]).toEqual({ image, energy: new Float32Array(4).fill(0.25) }))
  })
})

describe('what is computed again', () => {
  beforeEach(async () => {
    app = await createSettledApp()
  })

  it.each([
    ['epsilon', { epsilon: 4 / 255 }],
    ['steps', { steps: 3 }],
    ['step size', { stepSize: { rule: 'fixed', size: 1 / 255 } }],
    ['random start', { randomStart: false }],
    ['seed', { seed: 9 }],
  ] as const)('is only the attack when its settings change: %s', async (_, change) => {
    const { quantities } = app.results('one')
    app.actions.setAttackSettings(change)
    await app.untilIdle()
    expect(app.asked()).toEqual(['attack one', 'attack two'])
    expect(app.results('one').quantities).toBe(quantities)
  })

  it('when the label changes: every quantity and the attack', async () => {
    app.actions.chooseLabel('bird')
    await app.untilIdle()
    expect(app.asked().sort()).toEqual(everything)
    expect(
      app
        .worker()
        .inputs('measure')
        .map(({ label }) => label),
    ).toEqual(allQuantitiesOf('one', 'two').map(() => 2))
    expect(
      app
        .worker()
        .inputs('attack')
        .map(({ label }) => label),
    ).toEqual([2, 2])
    app.actions.chooseLabel(null)
    await app.untilIdle()
    expect(app.results('two').attack.value?.label).toBe(OWN_PREDICTION)
  })

  it('when the image changes: everything, edges included', async () => {
    const image = app.showImage(0.75)
    await app.untilIdle()
    expect(app.asked().sort()).toEqual([...everything, 'edgeEnergy'].sort())
    expect(app.results('one').attack.value?.image).toBe(image)
  })

  it('when the display changes: nothing', async () => {
    app.actions.setDisplay({ gradientSign: 'absolute' })
    await app.untilIdle()
    expect(app.asked()).toEqual([])
  })

  it('in 200 changes in a row: the last, and few others', async () => {
    for (let i = 1; i <= 200; i++) app.actions.setAttackSettings({ epsilon: toEps01(eps255(i / 20)) })
    await app.untilIdle()
    expect(app.asked('attack').length).toBeLessThanOrEqual(4)
    for (const id of ['one', 'two']) expect(app.results(id).attack.value?.form).toBe(app.state().attack)
  })
})
