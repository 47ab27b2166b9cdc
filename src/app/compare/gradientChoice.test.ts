/** @file What is computed when the gradient of another quantity is asked for, and what stays as it is. */
import { beforeEach, describe, expect, it } from 'vitest'
import { GRADIENT_QUANTITIES } from '../../store/compare/gradientQuantities'
import { createSettledApp, type FakeApp } from '../../testing/fakeApp'
import { cannedAnswers, createGate } from '../../testing/fakeWorkers'

let app: FakeApp
const shown = (id: string) => app.results(id).inspection.value?.gradientOf

describe('another quantity', () => {
  beforeEach(async () => {
    app = await createSettledApp()
  })

  it.each(GRADIENT_QUANTITIES.slice(1))('$label is inspected once a model, and nothing is attacked', async ({ id }) => {
    const attacks = ['one', 'two'].map((model) => app.results(model).attack.value)
    app.actions.setDisplay({ gradientOf: id })
    await app.untilIdle()
    expect(app.asked()).toEqual(['inspect one', 'inspect two'])
    expect(app.worker().inputs('inspect')[0]).toMatchObject({ gradientOf: id, label: null })
    expect([shown('one'), shown('two')]).toEqual([id, id])
    for (const [i, model] of ['one', 'two'].entries()) expect(app.results(model).attack.value).toBe(attacks[i])
  })

  it('that was looked at before is there at once, until the question is another', async () => {
    const loss = app.results('one').inspection.value
    app.actions.setDisplay({ gradientOf: 'margin' })
    await app.untilIdle()
    app.worker().received.length = 0
    app.actions.setDisplay({ gradientOf: 'loss' })
    expect(app.results('one').inspection).toEqual({ value: loss, progress: null, error: null })
    app.actions.setDisplay({ gradientOf: 'margin' })
    expect(shown('one')).toBe('margin')
    await app.untilIdle()
    expect(app.asked()).toEqual([])

    app.showImage(0.75)
    await app.untilIdle()
    app.actions.setDisplay({ gradientOf: 'loss' })
    await app.untilIdle()
    expect(app.asked('inspect').sort()).toEqual(['inspect one', 'inspect one', 'inspect two', 'inspect two'])
    expect(app.results('one').inspection.value?.image.pixels[0]).toBe(0.75)
  })

  it('is what a new image, a new label and a new model are inspected for', async () => {
    app.actions.setDisplay({ gradientOf: 'logit' })
    await app.untilIdle()
    app.worker().received.length = 0
    app.showImage(0.75)
    await app.untilIdle()
    app.actions.chooseLabel('bird')
    await app.untilIdle()
    const asked = app.worker().inputs('inspect')
    expect(asked.map(({ gradientOf, label }) => [gradientOf, label])).toEqual([
      ['logit', null],
      ['logit', null],
      ['logit', 2],
      ['logit', 2],
    ])
  })
})

describe('while the gradient of another quantity is on its way', () => {
  const gate = { open: () => {} }

  beforeEach(async () => {
    const { passed, open } = createGate()
    gate.open = open
    app = await createSettledApp({
      inspect: async (input, control) => {
        if (input.gradientOf === 'margin') await passed
        return cannedAnswers.inspect(input, control)
      },
    })
    app.actions.setDisplay({ gradientOf: 'margin' })
    await app.until(() => expect(app.asked('inspect').length).toBeGreaterThan(0))
  })

  it('the last one is shown, with progress', async () => {
    expect(app.results('one').inspection).toMatchObject({ value: { gradientOf: 'loss' }, progress: 0 })
    gate.open()
    await app.untilIdle()
    expect([shown('one'), shown('two')]).toEqual(['margin', 'margin'])
  })

  it('going back shows the one that is known, and stays there', async () => {
    app.actions.setDisplay({ gradientOf: 'loss' })
    expect(app.results('one').inspection).toMatchObject({ value: { gradientOf: 'loss' }, progress: null })
    gate.open()
    await app.untilIdle()
    expect([shown('one'), shown('two')]).toEqual(['loss', 'loss'])
  })

  it('a new attack is made all the same, and once', async () => {
    app.actions.setAttackSettings({ steps: 3 })
    gate.open()
    await app.untilIdle()
    expect(app.asked('attack').sort()).toEqual(['attack one', 'attack two'])
    for (const id of ['one', 'two']) expect(app.results(id).attack.value?.form).toBe(app.state().attack)
  })

  it('a new attack is made all the same when it is left for the one that is known', async () => {
    app.actions.setAttackSettings({ steps: 3 })
    app.actions.setDisplay({ gradientOf: 'loss' })
    gate.open()
    await app.untilIdle()
    for (const id of ['one', 'two']) expect(app.results(id).attack.value?.form).toBe(app.state().attack)
  })
})

it('an attack that runs is not begun anew', async () => {
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
