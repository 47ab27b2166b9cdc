import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createGate } from '../testing/fakeWorkers'
import { createRecordedQueue } from '../testing/recordedQueue'
import type { JobQueue } from './jobQueue'

let queue: JobQueue
let ended: ReturnType<typeof createRecordedQueue>['ended']
let untilEnded: ReturnType<typeof createRecordedQueue>['untilEnded']

beforeEach(() => {
  ;({ queue, ended, untilEnded } = createRecordedQueue())
})

describe('a background job', () => {
  it('gives way to all others at each of its checkpoints', async () => {
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
})
