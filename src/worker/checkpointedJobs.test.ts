import { describe, expect, it } from 'vitest'
import { createGate } from '../testing/fakeWorkers'
import { createRecordedQueue, stepsJob } from '../testing/recordedQueue'

describe.each(['addLong', 'addBackground'] as const)('a job of %s', (add) => {
  it('follows the previous one', async () => {
    const { queue, untilEnded } = createRecordedQueue()
    const events: string[] = []
    const gate = createGate()
    queue[add](1, () => gate.passed.then(() => void events.push('first')))
    queue[add](2, async () => void events.push('second'))
    gate.open()
    await untilEnded(2)
    expect(events).toEqual(['first', 'second'])
  })

  it('ends at its next checkpoint when cancelled', async () => {
    const { queue, ended, untilEnded } = createRecordedQueue()
    const reached: number[] = []
    queue[add](1, async (control) => {
      await stepsJob(1, reached)(control)
      queue.cancel(1)
      await stepsJob(3, reached)(control)
    })
    await untilEnded(1)
    expect(reached).toEqual([1])
    expect(ended(1)).toEqual({ type: 'cancelled', jobId: 1 })
  })
})
