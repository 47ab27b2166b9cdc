import { beforeEach, describe, expect, it } from 'vitest'
import type { JobControl } from '../engine/jobControl'
import type { AttackInput, InspectInput } from '../engine/types'
import { createFakeApp, type FakeApp } from '../testing/fakeApp'
import { type Answers, cannedAnswers, createGate, OWN_PREDICTION } from '../testing/fakeWorkers'
import { eps255, toEps01 } from '../units'

let app: FakeApp

/** An app at rest, with a picture's results, and with its calls counted from here. */
async function createSettled(answers: Partial<Answers> = {}): Promise<FakeApp> {
  const settled = createFakeApp({ answers })
  await settled.session.start()
  settled.showPicture(0.5)
  await settled.untilIdle()
  settled.worker().received.length = 0
  return settled
}

describe('results', () => {
  beforeEach(() => {
    app = createFakeApp()
  })

  it('are computed for every model when there is a picture, the attack for the label that comes out', async () => {
    await app.session.start()
    expect(app.asked('inspect', 'attack')).toEqual([])
    const picture = app.showPicture(0.5)
    await app.untilIdle()
    expect(app.asked('inspect', 'attack').sort()).toEqual(['attack one', 'attack two', 'inspect one', 'inspect two'])
    expect(app.worker().inputs('inspect')[0]).toEqual({ modelId: 'one', picture, label: null })
    expect(app.worker().inputs('attack')[0]).toEqual({
      modelId: 'one',
      picture,
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
          result: 'last',
          l1Share: 0.02,
        },
      },
    })
    for (const id of ['one', 'two']) {
      expect(app.results(id).inspection).toMatchObject({
        value: { label: OWN_PREDICTION },
        progress: null,
        error: null,
      })
      expect(app.results(id).inspection.value?.picture).toBe(picture)
      expect(app.results(id).attack).toMatchObject({
        value: { label: OWN_PREDICTION, form: app.state().attack, target: null, madeOn: id },
        progress: null,
        error: null,
      })
    }
  })

  it('are computed where the picture was there first, model by model', async () => {
    app.showPicture(0.5)
    await app.session.start()
    await app.untilIdle()
    expect(app.asked('inspect')).toEqual(['inspect one', 'inspect two'])
    expect(app.results('two').attack.value).not.toBeNull()
  })

  it('come with the edges of their picture', async () => {
    await app.session.start()
    const picture = app.showPicture(0.25)
    await app.until(() => expect(app.state().edges[2]).toEqual({ picture, energy: new Float32Array(4).fill(0.25) }))
  })
})

describe('what is computed again', () => {
  beforeEach(async () => {
    app = await createSettled()
  })

  it.each([
    { epsilon: 4 / 255 },
    { steps: 3 },
    { stepSize: { rule: 'fixed', size: 1 / 255 } },
    { randomStart: false },
    { seed: 9 },
  ])('is only the attack when its settings change: %o', async (change) => {
    const inspection = app.results('one').inspection.value
    app.actions.setAttackSettings(change)
    await app.untilIdle()
    expect(app.asked()).toEqual(['attack one', 'attack two'])
    expect(app.results('one').inspection.value).toBe(inspection)
  })

  it('is the inspection when the label changes, and the attack away from that label', async () => {
    app.actions.chooseLabel('bird')
    await app.untilIdle()
    expect(app.asked().sort()).toEqual(['attack one', 'attack two', 'inspect one', 'inspect two'])
    expect(
      app
        .worker()
        .inputs('inspect')
        .map(({ label }) => label),
    ).toEqual([2, 2])
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

  it('is everything, edges too, when the picture changes', async () => {
    const picture = app.showPicture(0.75)
    await app.untilIdle()
    expect(app.asked().sort()).toEqual(['attack one', 'attack two', 'edgeEnergy', 'inspect one', 'inspect two'])
    expect(app.results('one').attack.value?.picture).toBe(picture)
  })

  it('is nothing when the display changes', async () => {
    app.actions.setDisplay({ gradientSign: 'absolute' })
    await app.untilIdle()
    expect(app.asked()).toEqual([])
  })

  it('is of 200 settings in a row the last, and few on the way', async () => {
    for (let i = 1; i <= 200; i++) app.actions.setAttackSettings({ epsilon: toEps01(eps255(i / 20)) })
    await app.untilIdle()
    expect(app.asked('attack').length).toBeLessThanOrEqual(4)
    for (const id of ['one', 'two']) expect(app.results(id).attack.value?.form).toBe(app.state().attack)
  })
})

describe('what is shown meanwhile', () => {
  it('is the old attack, with the progress of the new one', async () => {
    const gate = createGate()
    app = await createSettled({
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

  it('is the old picture’s everything, until its own replaces each', async () => {
    const gate = createGate()
    const isNew = ({ picture }: InspectInput | AttackInput) => picture.pixels[0] === 0.75
    app = await createSettled({
      inspect: async (input, control) => {
        if (isNew(input)) await gate.passed
        return cannedAnswers.inspect(input, control)
      },
    })
    const old = app.results('one')
    const picture = app.showPicture(0.75)
    await app.until(() => expect(app.asked('inspect')).toHaveLength(2))
    expect(app.results('one').inspection).toEqual({ ...old.inspection, progress: 0 })
    expect(app.results('one').attack).toEqual(old.attack)
    gate.open()
    await app.untilIdle()
    expect(app.results('one').inspection.value?.picture).toBe(picture)
    expect(app.results('one').attack.value?.picture).toBe(picture)
  })

  it('is never the result of a picture that was left', async () => {
    const gate = createGate()
    app = await createSettled({
      inspect: async (input, control) => {
        if (input.picture.pixels[0] === 0.75) await gate.passed
        return cannedAnswers.inspect(input, control)
      },
      edgeEnergy: async (input, control) => {
        if (input.picture.pixels[0] === 0.75) await gate.passed
        return cannedAnswers.edgeEnergy(input, control)
      },
    })
    const seen = new Set<number | undefined>()
    app.store.subscribe(({ results, edges }) => {
      seen.add(results.one?.inspection.value?.picture.pixels[0])
      seen.add(edges[2]?.energy[0])
    })
    app.showPicture(0.75)
    await new Promise((resolve) => setTimeout(resolve, 10))
    app.showPicture(1)
    gate.open()
    await app.untilIdle()
    await app.until(() => expect(app.state().edges[2]?.energy[0]).toBe(1))
    expect(seen).toEqual(new Set([0.5, 1]))
  })
})

describe('a change while something is computed', () => {
  it('of the picture cancels the attack on the old one', async () => {
    const gate = createGate()
    app = createFakeApp({
      models: ['one'],
      answers: {
        attack: async (input, control) => {
          await control.checkpoint(1, 10)
          if (input.picture.pixels[0] === 0.5) await gate.passed
          return cannedAnswers.attack(input, control)
        },
      },
    })
    await app.session.start()
    app.showPicture(0.5)
    await app.until(() => expect(app.results('one').attack.progress).toBe(0.1))
    const picture = app.showPicture(0.75)
    gate.open()
    await app.untilIdle()
    expect(app.worker().received.filter(({ type }) => type === 'cancel')).toHaveLength(1)
    expect(app.results('one').attack.value?.picture).toBe(picture)
  })

  it('of the attack waits for the inspection that is on its way, instead of attacking the old label', async () => {
    const gate = createGate()
    app = await createSettled({
      inspect: async (input, control) => {
        if (input.label === 1) await gate.passed
        return cannedAnswers.inspect(input, control)
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

  it('of one model’s inspection is its own, and no attack follows it', async () => {
    app = await createSettled({ inspect: failFor('one', cannedAnswers.inspect) })
    const error = 'The GPU is out of memory; close other tabs.'
    expect(app.results('one').inspection).toEqual({ value: null, progress: null, error })
    expect(app.results('one').attack).toEqual({ value: null, progress: null, error: null })
    expect(app.results('two').attack.value).not.toBeNull()
    app.actions.setAttackSettings({ steps: 2 })
    await app.untilIdle()
    expect(app.asked()).toEqual(['attack two'])
  })

  it('goes when it is tried again', async () => {
    app = await createSettled({ inspect: failFor('one', cannedAnswers.inspect) })
    isBroken = false
    app.actions.retryResults('one')
    expect(app.results('one').inspection).toMatchObject({ progress: 0, error: null })
    await app.untilIdle()
    expect(app.asked()).toEqual(['inspect one', 'attack one'])
    expect(app.results('one').attack).toMatchObject({ value: { label: OWN_PREDICTION }, error: null })
  })

  it('of an attack leaves the inspection, and goes with the next settings', async () => {
    app = await createSettled({ attack: failFor('two', cannedAnswers.attack) })
    expect(app.results('two').inspection.value).not.toBeNull()
    expect(app.results('two').attack.error).toMatch('out of memory')
    isBroken = false
    app.actions.setAttackSettings({ steps: 2 })
    await app.untilIdle()
    expect(app.results('two').attack).toMatchObject({
      value: { form: { choice: { settings: { steps: 2 } } } },
      error: null,
    })
  })

  it('of an attack goes when it is tried again', async () => {
    app = await createSettled({ attack: failFor('two', cannedAnswers.attack) })
    isBroken = false
    app.actions.retryResults('two')
    await app.untilIdle()
    expect(app.results('two').attack).toMatchObject({
      value: { form: { choice: { settings: { steps: 10 } } } },
      error: null,
    })
  })
})
