/** @file A run of whatever kind, against a driver whose steps a test lets pass: every way in which it is cut off, and goes on. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryStorage } from '../../testing/fakeApp'
import { createFakeRun, type FakeRun, STEPS, stepsOf } from '../../testing/fakeRun'
import { memoryLocks } from '../../testing/memoryLocks'
import { expectSentence } from '../../testing/sentence'

const ALL = Array.from({ length: STEPS }, (_, step) => step)

/** Under way, with so many steps taken, and the next one waiting. */
async function underWay(taken: number, run = createFakeRun()): Promise<FakeRun> {
  await run.verbs.start()
  await run.passSteps(taken)
  return run
}

const untilStatus = (run: FakeRun, status: string) => run.until(() => expect(run.shown()?.status).toBe(status))

describe('a run', () => {
  it('is prepared and kept before its first step, and done after its last', async () => {
    const run = createFakeRun()
    await run.verbs.start()
    await run.until(async () => expect(stepsOf(await run.kept())).toEqual([]))
    expect(run.statuses()).toEqual(['preparing', 'running'])
    await run.passSteps(STEPS)
    await untilStatus(run, 'done')
    expect(stepsOf(run.shown())).toEqual(ALL)
    await run.until(async () => expect(await run.kept()).toEqual(run.shown()))
    expect(run.asked).toEqual(ALL)
  })

  it('pauses at once, counts the step in progress, and continues with the next', async () => {
    const run = await underWay(2)
    run.verbs.pause()
    expect(run.shown()?.status).toBe('paused')
    await run.passSteps(1)
    expect(stepsOf(run.shown())).toEqual([0, 1, 2])
    await run.verbs.resume()
    await run.passSteps(STEPS - 3)
    await untilStatus(run, 'done')
    expect(run.asked).toEqual(ALL)
  })

  it('keeps its results when stopped, and can be continued after all', async () => {
    const run = await underWay(2)
    run.verbs.stop()
    await run.passSteps(1)
    await run.until(async () => expect(await run.kept()).toMatchObject({ status: 'stopped' }))
    await run.verbs.resume()
    await run.passSteps(STEPS)
    await untilStatus(run, 'done')
    expect(stepsOf(run.shown())).toEqual(ALL)
  })

  it('explains a failed step, keeps the others, and can be retried', async () => {
    const run = await underWay(2)
    run.failStep('The logits are not finite; choose another model.')
    await untilStatus(run, 'failed')
    expect(run.shown()?.message).toBe('The logits are not finite; choose another model.')
    await run.until(async () => expect(stepsOf(await run.kept())).toEqual([0, 1]))
    await run.verbs.resume()
    await run.passSteps(STEPS)
    await untilStatus(run, 'done')
    expect(run.asked).toEqual([0, 1, 2, ...ALL.slice(2)])
  })

  it('that cannot be planned says so, and leaves the previous one paused', async () => {
    const run = await underWay(1)
    const { id } = run.shown() ?? expect.fail('there is no run')
    run.refusePlan('The list is empty; add a number.')
    await run.verbs.start()
    expect(run.problem()).toBe('The list is empty; add a number.')
    expect(run.shown()).toMatchObject({ id, status: 'paused' })
  })

  it('that is done can be neither continued nor paused nor stopped', async () => {
    const run = await underWay(STEPS)
    await untilStatus(run, 'done')
    run.verbs.pause()
    run.verbs.stop()
    await run.verbs.resume()
    expect(run.shown()?.status).toBe('done')
    expect(run.asked).toEqual(ALL)
  })

  it('pauses by itself if something prevents it, and says what', async () => {
    const run = await underWay(1)
    run.hinder('The model has no column any more; choose it again.')
    expect(run.shown()).toMatchObject({
      status: 'paused',
      message: 'The model has no column any more; choose it again.',
    })
  })

  it('neither starts nor continues while a rival is running', async () => {
    const run = await underWay(1)
    run.verbs.pause()
    await run.passSteps(1)
    run.setRivalBusy(true)
    await run.verbs.resume()
    await run.verbs.start()
    expect(run.shown()).toMatchObject({ status: 'paused' })
    run.setRivalBusy(false)
    await run.verbs.resume()
    await run.passSteps(STEPS)
    await untilStatus(run, 'done')
  })

  it('continues for as many steps as requested', async () => {
    const run = await underWay(1)
    run.verbs.pause()
    await run.passSteps(1)
    await run.verbs.resume(1)
    await run.passSteps(1)
    await untilStatus(run, 'paused')
    expect(stepsOf(run.shown())).toEqual([0, 1, 2])
  })
})

describe('closing a run', () => {
  it('keeps it, lists it, and lets it be reopened', async () => {
    const run = await underWay(2)
    const { id } = run.shown() ?? expect.fail('there is no run')
    await run.withStepPassed(run.verbs.close())
    expect(run.shown()).toBeNull()
    expect(await run.kept()).toMatchObject({ id, status: 'paused' })
    await run.verbs.open(id)
    expect(stepsOf(run.shown())).toEqual([0, 1, 2])
  })

  it('is not needed to discard it for good', async () => {
    const run = await underWay(1)
    const { id } = run.shown() ?? expect.fail('there is no run')
    await run.withStepPassed(run.verbs.discard(id))
    expect(run.shown()).toBeNull()
    expect(await run.kept()).toBeNull()
  })

  it('for another keeps both', async () => {
    const run = await underWay(2)
    await run.withStepPassed(run.verbs.start())
    await run.passSteps(STEPS)
    await untilStatus(run, 'done')
    await run.until(async () =>
      expect((await run.storage.list()).map(({ status }) => status).sort()).toEqual(['done', 'paused']),
    )
  })
})

describe('reopening the page', () => {
  it('shows a run as paused, and continues from the last kept step', async () => {
    const storage = memoryStorage()
    const before = await underWay(3, createFakeRun({ storage }))
    await before.until(async () => expect(stepsOf(await before.kept())).toEqual([0, 1, 2]))
    const after = createFakeRun({ storage })
    await untilStatus(after, 'paused')
    expect(stepsOf(after.shown())).toEqual([0, 1, 2])
    await after.verbs.resume()
    await after.passSteps(STEPS)
    await untilStatus(after, 'done')
    expect(after.asked).toEqual(ALL.slice(3))
  })

  it('asks for images that are no longer open, and notices when they are', async () => {
    const storage = memoryStorage()
    const before = await underWay(1, createFakeRun({ storage, needsFiles: true }))
    await before.until(async () => expect(stepsOf(await before.kept())).toEqual([0]))
    const after = createFakeRun({ storage, needsFiles: true })
    after.closeImages()
    await untilStatus(after, 'paused')
    await after.until(() => expect(after.shown()?.needsData).toBe(true))
    expectSentence(after.shown()?.message ?? '', 'open the same files')
    await after.verbs.resume()
    expect(after.shown()?.status).toBe('paused')
    after.openImages()
    expect(after.shown()).toMatchObject({ needsData: false, message: null })
    await after.verbs.resume()
    await after.passSteps(STEPS)
    await untilStatus(after, 'done')
  })

  it('in a second tab only shows the run, until the first tab releases it', async () => {
    const [storage, locks] = [memoryStorage(), memoryLocks()]
    const one = await underWay(1, createFakeRun({ storage, locks }))
    await one.until(async () => expect(stepsOf(await one.kept())).toEqual([0]))
    const two = createFakeRun({ storage, locks })
    await two.until(() => expect(two.isElsewhere()).toBe(true))
    await two.verbs.resume()
    two.verbs.stop()
    expect(two.asked).toEqual([])
    await one.passSteps(STEPS)
    await two.until(() => expect(two.isElsewhere()).toBe(false))
    expect(two.shown()?.status).toBe('done')
  })
})

describe('losing the engine', () => {
  it('in the middle of a step pauses the run, which then repeats that step', async () => {
    const run = await underWay(2)
    run.loseEngine()
    expect(run.shown()).toMatchObject({ status: 'running' })
    await run.until(() => expect(run.engines()).toBe(2))
    await run.passSteps(STEPS)
    await untilStatus(run, 'done')
    expect(run.asked).toEqual([0, 1, 2, ...ALL.slice(2)])
    expect(run.statuses()).toEqual(['preparing', 'running', 'done'])
  })

  it('after the step has failed already has the same effect', async () => {
    const run = await underWay(2)
    run.failStep("Failed to execute 'mapAsync' on 'GPUBuffer': the device is lost.")
    setTimeout(() => run.loseEngine(), 30)
    await run.until(() => expect(run.engines()).toBe(2))
    await run.passSteps(STEPS)
    await untilStatus(run, 'done')
    expect(run.statuses()).not.toContain('failed')
  })

  it('changes nothing while the run is paused, stopped or done', async () => {
    const run = await underWay(1)
    run.verbs.pause()
    await run.passSteps(1)
    const before = run.shown()
    run.loseEngine()
    await run.until(() => expect(run.engines()).toBe(2))
    expect(run.shown()).toEqual(before)
  })

  it('three times at the same step ends the run with an explanation', async () => {
    const run = await underWay(1)
    for (let loss = 1; loss <= 3; loss++) {
      run.loseEngine()
      await run.until(() => expect(run.engines()).toBe(1 + loss))
      await run.untilStep()
    }
    await untilStatus(run, 'failed')
    expectSentence(run.shown()?.message ?? '', 'lost 3 times at the same step')
    expect(stepsOf(run.shown())).toEqual([0])
  })

  const DEATH = 'Aborted(). Build with -sASSERTIONS for more info.'

  it('at the first step ends the run, which only the person can retry', async () => {
    const run = await underWay(0)
    run.failStep(DEATH)
    await untilStatus(run, 'failed')
    expectSentence(run.shown()?.message ?? '', 'ran out of memory in WebAssembly')
    await run.until(() => expect(run.engines()).toBe(2))
    await run.verbs.resume()
    await run.passSteps(STEPS)
    await untilStatus(run, 'done')
  })

  it('at a later step repeats that step once', async () => {
    const run = await underWay(2)
    run.failStep(DEATH)
    await run.until(() => expect(run.engines()).toBe(2))
    await run.untilStep()
    run.failStep(DEATH)
    await untilStatus(run, 'failed')
    expect(stepsOf(run.shown())).toEqual([0, 1])
    expect(run.asked).toEqual([0, 1, 2, 2])
  })

  it('without a replacement ends the run with an explanation', async () => {
    const run = await underWay(1)
    run.loseEngine({ isReplaced: false })
    await untilStatus(run, 'failed')
    expectSentence(run.shown()?.message ?? '', 'There is no backend')
  })
})

const HAPPENINGS = {
  pause: async (run) => run.verbs.pause(),
  stop: async (run) => run.verbs.stop(),
  resume: (run) => run.withStepPassed(run.verbs.resume()),
  close: (run) => run.withStepPassed(run.verbs.close()),
  open: (run, id) => run.withStepPassed(run.verbs.open(id)),
  start: (run) => run.withStepPassed(run.verbs.start()),
  step: (run) => run.passSteps(1),
  fail: async (run) => run.failStep('The logits are not finite; choose another model.'),
  lose: async (run) => {
    const engines = run.engines()
    run.loseEngine()
    await run.until(() => expect(run.engines()).toBe(engines + 1))
  },
} as const satisfies Readonly<Record<string, (run: FakeRun, id: string) => Promise<void>>>

const happening = fc.constantFrom(...(Object.keys(HAPPENINGS) as (keyof typeof HAPPENINGS)[]), 'reload' as const)

describe('any order of events', () => {
  it('neither loses nor repeats a kept step, and leads to the same result', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 14 }), async (happenings) => {
        const storage = memoryStorage()
        let run = await underWay(0, createFakeRun({ storage }))
        const { id } = run.shown() ?? expect.fail('there is no run')
        let kept: number[] = []
        for (const name of happenings) {
          const before = run.asks.length
          if (name === 'reload') {
            run.leave()
            run = createFakeRun({ storage })
            await run.restored
          } else await HAPPENINGS[name](run, id)
          const asked = run.asks.slice(name === 'reload' ? 0 : before).filter((ask) => ask.id === id)
          for (const { step } of asked) expect(kept, 'a step that was kept is not taken again').not.toContain(step)
          const now = stepsOf(await storage.load('sweep', id))
          expect(now, 'each once, in their order').toEqual(ALL.slice(0, now.length))
          expect(now.length, 'kept steps stay').toBeGreaterThanOrEqual(kept.length)
          kept = now
        }
        run.openAllSteps()
        await run.verbs.settled
        if (run.shown()?.id !== id) await run.verbs.open(id)
        await run.until(async () => {
          // A page that was left may still have written after this one had read: then that is shown first.
          await run.verbs.resume()
          expect(await storage.load('sweep', id)).toMatchObject({ status: 'done' })
        })
        expect(stepsOf(await storage.load('sweep', id))).toEqual(ALL)
      }),
      { numRuns: 50 },
    )
  }, 60_000)
})
