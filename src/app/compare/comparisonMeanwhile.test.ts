/** @file What is shown while something is computed, when it changes meanwhile, and when it fails. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { JobControl } from '../../engine/jobControl'
import type { AttackInput, MeasureInput } from '../../engine/types'
import { shownQuantities } from '../../store/compare/quantities'
import { allQuantitiesOf, createFakeApp, createSettledApp, type FakeApp } from '../../testing/fakeApp'
import { cannedAnswers, createGate, OWN_PREDICTION } from '../../testing/fakeWorkers'
import { eps255, toEps01 } from '../../units'

let app: FakeApp

describe('while new results are computed', () => {
  it('the old attack stays, with the progress of the new one', async () => {
    const gate = createGate()
    app = await createSettledApp({
      attack: async (input, control) => {
        if (input.attack.id === 'pgd' && input.attack.settings.steps === 4) {
          await control.checkpoint(1, 4)
          await gate.passed
        }
        return cannedAnswers.attack(input, control)
      },
    })
    const old = app.results('one').attack.value
    app.actions.setAttackSettings({ steps: 4 })
    expect(app.results('one').attack).toEqual({ value: old, progress: 0, error: null })
    await app.until(() => expect(app.results('one').attack.progress).toBe(0.25))
    expect(app.results('one').attack.value).toBe(old)
    gate.open()
    await app.untilIdle()
    expect(app.results('one').attack.value?.form).toBe(app.state().attack)
  })

  it('the old image’s results stay until they are replaced', async () => {
    const gate = createGate()
    const isNew = ({ image }: MeasureInput | AttackInput) => image.pixels[0] === 0.75
    app = await createSettledApp({
      measure: async (input, control) => {
        if (isNew(input)) await gate.passed
        return cannedAnswers.measure(input, control)
      },
    })
    const old = app.results('one')
    const image = app.showImage(0.75)
    await app.until(() => expect(app.asked('measure')).toEqual(allQuantitiesOf('one', 'two')))
    for (const id of shownQuantities({ maps: [] })) {
      expect(app.results('one').quantities[id]).toEqual({ ...old.quantities[id], progress: 0 })
    }
    expect(app.results('one').attack).toEqual(old.attack)
    gate.open()
    await app.untilIdle()
    for (const { value } of app.shownQuantitiesOf('one')) expect(value?.image).toBe(image)
    expect(app.results('one').attack.value?.image).toBe(image)
  })

  it('no result of an abandoned image is shown', async () => {
    const gate = createGate()
    app = await createSettledApp({
      measure: async (input, control) => {
        if (input.image.pixels[0] === 0.75) await gate.passed
        return cannedAnswers.measure(input, control)
      },
      edgeEnergy: async (input, control) => {
        if (input.image.pixels[0] === 0.75) await gate.passed
        return cannedAnswers.edgeEnergy(input, control)
      },
    })
    const seen = new Set<number | undefined>()
    app.store.subscribe(({ edges }) => {
      for (const { value } of app.shownQuantitiesOf('one')) seen.add(value?.image.pixels[0])
      seen.add(edges[2]?.energy[0])
    })
    app.showImage(0.75)
    await new Promise((resolve) => setTimeout(resolve, 10))
    app.showImage(1)
    gate.open()
    await app.untilIdle()
    await app.until(() => expect(app.state().edges[2]?.energy[0]).toBe(1))
    expect(seen).toEqual(new Set([0.5, 1]))
  })
})

describe('a change during a computation', () => {
  it('cancels the attack on the old image when the image changes', async () => {
    const gate = createGate()
    app = createFakeApp({
      models: ['one'],
      answers: {
        attack: async (input, control) => {
          await control.checkpoint(1, 10)
          if (input.image.pixels[0] === 0.5) await gate.passed
          return cannedAnswers.attack(input, control)
        },
      },
    })
    await app.session.start()
    app.showImage(0.5)
    await app.until(() => expect(app.results('one').attack.progress).toBe(0.1))
    const image = app.showImage(0.75)
    gate.open()
    await app.untilIdle()
    expect(app.worker().received.filter(({ type }) => type === 'cancel')).toHaveLength(1)
    expect(app.results('one').attack.value?.image).toBe(image)
  })

  it('waits for the new prediction before attacking its label', async () => {
    const gate = createGate()
    app = await createSettledApp({
      measure: async (input, control) => {
        if (input.label === 1) await gate.passed
        return cannedAnswers.measure(input, control)
      },
    })
    app.actions.chooseLabel('automobile')
    app.actions.setAttackSettings({ epsilon: toEps01(eps255(2)) })
    gate.open()
    await app.untilIdle()
    expect(
      app
        .worker()
        .inputs('attack')
        .map(({ label, attack }) => [label, attack.settings.epsilon]),
    ).toEqual([
      [1, 2 / 255],
      [1, 2 / 255],
    ])
  })
})

describe('an error', () => {
  let isBroken: boolean
  /** Answers unless the model is the one that is broken. */
  function failFor<Input extends { modelId: string }, Output>(
    id: string,
    answer: (input: Input, control: JobControl) => Output,
  ) {
    return (input: Input, control: JobControl): Output => {
      if (isBroken && input.modelId === id) throw new Error('The GPU is out of memory; close other tabs.')
      return answer(input, control)
    }
  }

  beforeEach(() => {
    isBroken = true
  })

  it('in one model’s quantities affects that model only, and no attack follows', async () => {
    app = await createSettledApp({ measure: failFor('one', cannedAnswers.measure) })
    const error = 'The GPU is out of memory; close other tabs.'
    for (const computed of app.shownQuantitiesOf('one')) {
      expect(computed).toEqual({ value: null, progress: null, error })
    }
    expect(app.results('one').attack).toEqual({ value: null, progress: null, error: null })
    expect(app.results('two').attack.value).not.toBeNull()
    app.actions.setAttackSettings({ steps: 2 })
    await app.untilIdle()
    expect(app.asked()).toEqual(['attack two'])
  })

  it('disappears when the computation is retried', async () => {
    app = await createSettledApp({ measure: failFor('one', cannedAnswers.measure) })
    isBroken = false
    app.actions.retryResults('one')
    for (const computed of app.shownQuantitiesOf('one')) {
      expect(computed).toMatchObject({ progress: 0, error: null })
    }
    await app.untilIdle()
    expect(app.asked()).toEqual([...allQuantitiesOf('one'), 'attack one'])
    expect(app.results('one').attack).toMatchObject({ value: { label: OWN_PREDICTION }, error: null })
  })

  it('in an attack leaves the quantities, and disappears with the next settings', async () => {
    app = await createSettledApp({ attack: failFor('two', cannedAnswers.attack) })
    expect(app.results('two').quantities.prediction.value).not.toBeNull()
    expect(app.results('two').attack.error).toMatch('out of memory')
    isBroken = false
    app.actions.setAttackSettings({ steps: 2 })
    await app.untilIdle()
    expect(app.results('two').attack).toMatchObject({
      value: { form: { choice: { settings: { steps: 2 } } } },
      error: null,
    })
  })

  it('in an attack disappears when the attack is retried', async () => {
    app = await createSettledApp({ attack: failFor('two', cannedAnswers.attack) })
    isBroken = false
    app.actions.retryResults('two')
    await app.untilIdle()
    expect(app.results('two').attack).toMatchObject({
      value: { form: { choice: { settings: { steps: 10 } } } },
      error: null,
    })
  })
})
