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

describe('a long job', () => {
  it('gives way to short ones at each of its checkpoints, and goes before the background', async () => {
    const events: string[] = []
    const gate = createGate()
    queue.addLong(1, async ({ checkpoint }) => {
      events.push('begins')
      await gate.passed
      await checkpoint(1, 2)
      events.push('goes on')
      await checkpoint(2, 2)
    })
    await vi.waitFor(() => expect(events).toEqual(['begins']))
    queue.addBackground(2, async () => void events.push('background'))
    queue.add(3, async () => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      events.push('short')
      queue.add(4, async () => void events.push('asked for meanwhile'))
    })
    gate.open()
    await untilEnded(2)
    expect(events).toEqual(['begins', 'short', 'asked for meanwhile', 'goes on', 'background'])
  })

  it('does not keep a turn of what runs beside it waiting', async () => {
    const gate = createGate()
    queue.addLong(1, () => gate.passed)
    queue.addBeside(2, (_, takeTurn) => takeTurn(() => 'loaded'))
    await untilEnded(2)
    expect(ended(1)).toBeUndefined()
    gate.open()
    await untilEnded(1)
  })
})
