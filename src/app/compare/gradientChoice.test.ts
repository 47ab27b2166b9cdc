/** @file What is computed when the gradient of another scalar is asked for, and what stays as it is. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { MeasureInput } from '../../engine/types'
import { GRADIENT_SCALARS } from '../../store/compare/gradientScalars'
import { QUANTITIES, shownQuantities } from '../../store/compare/quantities'
import { allQuantitiesOf, createSettledApp, type FakeApp } from '../../testing/fakeApp'
import { cannedAnswers, createGate } from '../../testing/fakeWorkers'

let app: FakeApp
const shown = (id: string) => {
  const { gradient, alignment } = app.results(id).quantities
  expect(alignment.value?.gradientOf).toBe(gradient.value?.gradientOf)
  return gradient.value?.gradientOf
}
/** Of models: what depends on the scalar, and nothing else. */
const dependent = (...models: string[]) => {
  const ids = shownQuantities({ maps: [] }).filter((id) => 'gradientOf' in QUANTITIES[id].settings)
  return models.flatMap((model) => ids.map((id) => `${id} ${model}`))
}

describe('the gradient of another scalar', () => {
  beforeEach(async () => {
    app = await createSettledApp()
  })

  it.each(GRADIENT_SCALARS.slice(1))('$label is computed once per model; predictions stay', async ({ id }) => {
    const before = ['one', 'two'].map(app.results)
    app.actions.setDisplay({ gradientOf: id })
    await app.untilIdle()
    expect(app.asked()).toEqual(dependent('one', 'two'))
    expect(app.worker().inputs('measure')[0]).toMatchObject({ settings: { gradientOf: id }, label: null })
    expect([shown('one'), shown('two')]).toEqual([id, id])
    for (const [i, model] of ['one', 'two'].entries()) {
      expect(app.results(model).attack).toBe(before[i]?.attack)
      expect(app.results(model).quantities.prediction).toBe(before[i]?.quantities.prediction)
    }
  })

  it('is shown at once if known, unless the question has changed', async () => {
    const { gradient } = app.results('one').quantities
    app.actions.setDisplay({ gradientOf: 'margin' })
    await app.untilIdle()
    app.worker().received.length = 0
    app.actions.setDisplay({ gradientOf: 'loss' })
    expect(app.results('one').quantities.gradient).toEqual(gradient)
    expect(app.results('one').quantities.gradient.value).toBe(gradient.value)
    app.actions.setDisplay({ gradientOf: 'margin' })
    expect(shown('one')).toBe('margin')
    await app.untilIdle()
    expect(app.asked()).toEqual([])

    app.showImage(0.75)
    await app.untilIdle()
    app.actions.setDisplay({ gradientOf: 'loss' })
    await app.untilIdle()
    expect(app.asked('measure').sort()).toEqual([...allQuantitiesOf('one', 'two'), ...dependent('one', 'two')].sort())
    expect(app.results('one').quantities.gradient.value?.image.pixels[0]).toBe(0.75)
  })

  it('is computed for a new image and a new label', async () => {
    app.actions.setDisplay({ gradientOf: 'logit' })
    await app.untilIdle()
    app.worker().received.length = 0
    app.showImage(0.75)
    await app.untilIdle()
    app.actions.chooseLabel('bird')
    await app.untilIdle()
    const asked = app.worker().inputs('measure')
    const gradients = asked.filter(({ quantity }) => quantity === 'gradient')
    expect(gradients.map(({ settings, label }) => [settings, label])).toEqual([
      [{ gradientOf: 'logit' }, null],
      [{ gradientOf: 'logit' }, null],
      [{ gradientOf: 'logit' }, 2],
      [{ gradientOf: 'logit' }, 2],
    ])
  })
})

const isOfMargin = ({ settings = {} }: MeasureInput) => 'gradientOf' in settings && settings.gradientOf === 'margin'

describe('while another gradient is computed', () => {
  const gate = { open: () => {} }

  beforeEach(async () => {
    const { passed, open } = createGate()
    gate.open = open
    app = await createSettledApp({
      measure: async (input, control) => {
        if (isOfMargin(input)) await passed
        return cannedAnswers.measure(input, control)
      },
    })
    app.actions.setDisplay({ gradientOf: 'margin' })
    await app.until(() => expect(app.asked('measure').length).toBeGreaterThan(0))
  })

  it('the last one stays visible, with progress', async () => {
    for (const id of ['gradient', 'alignment'] as const) {
      expect(app.results('one').quantities[id]).toMatchObject({ value: { gradientOf: 'loss' }, progress: 0 })
    }
    gate.open()
    await app.untilIdle()
    expect([shown('one'), shown('two')]).toEqual(['margin', 'margin'])
  })

  it('returning to a known one shows it, and it stays', async () => {
    app.actions.setDisplay({ gradientOf: 'loss' })
    for (const id of ['gradient', 'alignment'] as const) {
      expect(app.results('one').quantities[id]).toMatchObject({ value: { gradientOf: 'loss' }, progress: null })
    }
    gate.open()
    await app.untilIdle()
    expect([shown('one'), shown('two')]).toEqual(['loss', 'loss'])
  })

  it('a new attack still runs, once', async () => {
    app.actions.setAttackSettings({ steps: 3 })
    gate.open()
    await app.untilIdle()
    expect(app.asked('attack').sort()).toEqual(['attack one', 'attack two'])
    for (const id of ['one', 'two']) expect(app.results(id).attack.value?.form).toBe(app.state().attack)
  })

  it('a new attack runs once, also on returning', async () => {
    app.actions.setAttackSettings({ steps: 3 })
    app.actions.setDisplay({ gradientOf: 'loss' })
    gate.open()
    await app.untilIdle()
    for (const id of ['one', 'two']) expect(app.results(id).attack.value?.form).toBe(app.state().attack)
  })
})

it('a running attack is not restarted', async () => {
  const gate = createGate()
  app = await createSettledApp({
    attack: async (input, control) => {
      await control.checkpoint(1, 10)
      if (input.attack.settings.seed === 9) await gate.passed
      return cannedAnswers.attack(input, control)
    },
  })
  app.actions.setAttackSettings({ seed: 9 })
  await app.until(() => expect(app.results('one').attack.progress).toBe(0.1))
  app.actions.setDisplay({ gradientOf: 'margin' })
  gate.open()
  await app.untilIdle()
  expect(app.asked('attack').sort()).toEqual(['attack one', 'attack two'])
  expect(app.worker().received.filter(({ type }) => type === 'cancel')).toEqual([])
  expect(app.results('one').attack.value?.form).toBe(app.state().attack)
})
