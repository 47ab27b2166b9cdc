import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { JobControl } from '../engine/jobControl'
import { createGate } from '../testing/fakeWorkers'
import { JobQueue } from './jobQueue'
import type { FromWorker } from './messages'

let posted: FromWorker[]
let queue: JobQueue

beforeEach(() => {
  posted = []
  // As a real worker does: what can not be cloned throws.
  queue = new JobQueue((message) => void posted.push(structuredClone(message)))
})

const ended = (jobId: number) =>
  posted.find((message) => message.type !== 'progress' && 'jobId' in message && message.jobId === jobId)
const untilEnded = (jobId: number) =>
  vi.waitFor(() => expect(ended(jobId)).toBeDefined(), { interval: 1, timeout: 10_000 })

const steps = (count: number, reached: number[] = []) => {
  return async ({ checkpoint }: JobControl) => {
    for (let step = 1; step <= count; step++) {
      await checkpoint(step, count)
      reached.push(step)
    }
    return count
  }
}

describe('a job in the background', () => {
  it('lets all others go first at each of its checkpoints', async () => {
    const events: string[] = []
    const gate = createGate()
    queue.addBackground(1, async ({ checkpoint }) => {
      events.push('begins')
      await gate.passed
      await checkpoint(1, 2)
      events.push('goes on')
    })
    await vi.waitFor(() => expect(events).toEqual(['begins']))
    queue.add(2, async () => void events.push('first'))
    queue.add(3, async () => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      events.push('second')
    })
    gate.open()
    await untilEnded(1)
    expect(events).toEqual(['begins', 'first', 'second', 'goes on'])
  })

  it('does not keep others waiting', async () => {
    const gate = createGate()
    queue.addBackground(1, () => gate.passed)
    queue.add(2, async () => 'at once')
    await untilEnded(2)
    expect(ended(1)).toBeUndefined()
    gate.open()
    await untilEnded(1)
  })

  it('follows the one before it', async () => {
    const events: string[] = []
    const gate = createGate()
    queue.addBackground(1, () => gate.passed.then(() => void events.push('first')))
    queue.addBackground(2, async () => void events.push('second'))
    gate.open()
    await untilEnded(2)
    expect(events).toEqual(['first', 'second'])
  })

  it('that is cancelled ends at its next checkpoint', async () => {
    const reached: number[] = []
    queue.addBackground(1, async (control) => {
      await steps(1, reached)(control)
      queue.cancel(1)
      await steps(3, reached)(control)
    })
    await untilEnded(1)
    expect(reached).toEqual([1])
    expect(ended(1)).toEqual({ type: 'cancelled', jobId: 1 })
  })
})
