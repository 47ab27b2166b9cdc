import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createGate } from '../testing/fakeWorkers'
import { createRecordedQueue, stepsJob } from '../testing/recordedQueue'
import { JobQueue } from './jobQueue'
import type { FromWorker } from './messages'

let posted: FromWorker[]
let queue: JobQueue
let ended: ReturnType<typeof createRecordedQueue>['ended']
let untilEnded: ReturnType<typeof createRecordedQueue>['untilEnded']

beforeEach(() => {
  ;({ queue, posted, ended, untilEnded } = createRecordedQueue())
})

describe('the order of jobs', () => {
  it('is that of their arrival, one after another', async () => {
    const events: string[] = []
    const job = (name: string, wait: number) => async () => {
      events.push(`${name} begins`)
      await new Promise((resolve) => setTimeout(resolve, wait))
      events.push(`${name} ends`)
      return name
    }
    queue.add(1, job('slow', 20))
    queue.add(2, job('quick', 0))
    queue.add(3, job('last', 5))
    await untilEnded(3)
    expect(events).toEqual(['slow begins', 'slow ends', 'quick begins', 'quick ends', 'last begins', 'last ends'])
    expect(posted).toEqual([
      { type: 'done', jobId: 1, output: 'slow' },
      { type: 'done', jobId: 2, output: 'quick' },
      { type: 'done', jobId: 3, output: 'last' },
    ])
  })

  it('lets progress be reported before completion', async () => {
    queue.add(7, stepsJob(2))
    await untilEnded(7)
    expect(posted).toEqual([
      { type: 'progress', jobId: 7, progress: { step: 1, steps: 2 } },
      { type: 'progress', jobId: 7, progress: { step: 2, steps: 2 } },
      { type: 'done', jobId: 7, output: 2 },
    ])
  })

  it('lets progress be reported no more often than a page draws, and at the last step', async () => {
    let ms = 0
    const messages: FromWorker[] = []
    const timed = new JobQueue(
      (message) => messages.push(message),
      undefined,
      undefined,
      () => ms,
    )
    timed.add(1, async (control) => {
      for (let step = 1; step <= 100; step++) {
        ms += 4
        await control.checkpoint(step, 100)
      }
    })
    await vi.waitFor(() => expect(messages.at(-1)).toMatchObject({ type: 'done' }))
    const told = messages.flatMap((message) => (message.type === 'progress' ? [message.progress.step] : []))
    expect(told).toEqual([...Array.from({ length: 25 }, (_, i) => 1 + 4 * i), 100])
  })

  it('continues after the queue was empty', async () => {
    queue.add(1, async () => 'a')
    await untilEnded(1)
    queue.add(2, async () => 'b')
    await untilEnded(2)
    expect(ended(2)).toEqual({ type: 'done', jobId: 2, output: 'b' })
  })
})

it('leaves a job that failed with a lost backend unanswered, as the loss was told', async () => {
  const told: FromWorker[] = []
  const lost = new JobQueue(
    (message) => told.push(message),
    () => null,
    async () => true,
  )
  lost.add(1, () => Promise.reject(new Error("Failed to execute 'mapAsync' on 'GPUBuffer'")))
  lost.add(2, async () => 'next')
  await vi.waitFor(() => expect(told).toEqual([{ type: 'done', jobId: 2, output: 'next' }]))
})

describe('a job beside the others', () => {
  it('runs at once, while they wait', async () => {
    const gate = createGate()
    queue.add(1, () => gate.passed)
    queue.addBeside(2, async () => 'downloaded')
    await untilEnded(2)
    expect(ended(1)).toBeUndefined()
    gate.open()
    await untilEnded(1)
  })

  it('takes its turn among them for its requests', async () => {
    const events: string[] = []
    const gate = createGate()
    queue.add(1, () => gate.passed.then(() => void events.push('before')))
    queue.addBeside(2, async (_, takeTurn) => {
      events.push('downloaded')
      return takeTurn(async () => {
        await new Promise((resolve) => setTimeout(resolve, 5))
        events.push('its turn')
        return 'built'
      })
    })
    await vi.waitFor(() => expect(events).toEqual(['downloaded']))
    queue.add(3, async () => void events.push('after'))
    gate.open()
    await untilEnded(3)
    expect(events).toEqual(['downloaded', 'before', 'its turn', 'after'])
    expect(ended(2)).toEqual({ type: 'done', jobId: 2, output: 'built' })
  })

  it('that fails in its turn is reported, and does not stop the next', async () => {
    queue.addBeside(1, (_, takeTurn) => takeTurn(() => Promise.reject(new Error('out of memory'))))
    await untilEnded(1)
    queue.add(2, async () => 'next')
    await untilEnded(2)
    expect(ended(1)).toEqual({ type: 'failed', jobId: 1, message: 'out of memory' })
  })

  it('that is cancelled while waiting for its turn learns of it there', async () => {
    const gate = createGate()
    const build = vi.fn()
    queue.add(1, () => gate.passed)
    queue.addBeside(2, (control, takeTurn) =>
      takeTurn(async () => {
        await control.checkpoint(1, 1)
        build()
      }),
    )
    await new Promise((resolve) => setTimeout(resolve, 5))
    queue.cancel(2)
    gate.open()
    await untilEnded(2)
    expect(ended(2)).toEqual({ type: 'cancelled', jobId: 2 })
    expect(build).not.toHaveBeenCalled()
  })
})

describe('cancelling a job', () => {
  it('that waits never begins it, and the next one runs', async () => {
    const gate = createGate()
    const waiting = vi.fn(async () => 'never')
    queue.add(1, () => gate.passed)
    queue.add(2, waiting)
    queue.add(3, async () => 'next')
    queue.cancel(2)
    gate.open()
    await untilEnded(3)
    expect(waiting).not.toHaveBeenCalled()
    expect(posted).toEqual([
      { type: 'done', jobId: 1, output: undefined },
      { type: 'cancelled', jobId: 2 },
      { type: 'done', jobId: 3, output: 'next' },
    ])
  })

  it('that was just requested never begins it', async () => {
    const job = vi.fn(async () => 'never')
    queue.add(1, job)
    queue.cancel(1)
    await untilEnded(1)
    expect(ended(1)).toEqual({ type: 'cancelled', jobId: 1 })
    expect(job).not.toHaveBeenCalled()
  })

  it('that runs stops it at its next checkpoint, without further progress', async () => {
    const reached: number[] = []
    queue.add(1, async (control) => {
      await stepsJob(3, reached)(control)
      queue.cancel(1)
      await stepsJob(3, reached)(control)
    })
    queue.add(2, async () => 'next')
    await untilEnded(2)
    expect(reached).toEqual([1, 2, 3])
    const types = posted.map(({ type }) => type)
    expect(types.filter((type) => type !== 'progress')).toEqual(['cancelled', 'done'])
    expect(types.lastIndexOf('progress')).toBeLessThan(types.indexOf('cancelled'))
  })

  it('lets it clean up', async () => {
    const cleanUp = vi.fn()
    queue.add(1, async (control) => {
      queue.cancel(1)
      await stepsJob(1)(control).finally(cleanUp)
    })
    await untilEnded(1)
    expect(cleanUp).toHaveBeenCalledOnce()
  })

  it('without further checkpoints lets it finish', async () => {
    queue.add(1, async () => {
      queue.cancel(1)
      return 'finished'
    })
    await untilEnded(1)
    expect(ended(1)).toEqual({ type: 'done', jobId: 1, output: 'finished' })
    posted.length = 0
    queue.add(1, async () => 'of the same number')
    await untilEnded(1)
    expect(ended(1)).toMatchObject({ type: 'done' })
  })

  it('that is done or unknown has no effect, even on one of the same number', async () => {
    queue.add(1, async () => 'first')
    await untilEnded(1)
    queue.cancel(1)
    queue.cancel(99)
    posted.length = 0
    queue.add(1, async () => 'second')
    queue.add(99, async () => 'third')
    await untilEnded(99)
    expect(posted.map(({ type }) => type)).toEqual(['done', 'done'])
  })
})

describe('an error in a job', () => {
  it('is reported in its own words, and does not stop the next job', async () => {
    queue.add(1, async () => {
      throw new Error('The label is 12 where there are 10.')
    })
    queue.add(2, () => Promise.reject('no Error at all'))
    queue.add(3, async () => 'next')
    await untilEnded(3)
    expect(posted).toEqual([
      { type: 'failed', jobId: 1, message: 'The label is 12 where there are 10.' },
      { type: 'failed', jobId: 2, message: 'no Error at all' },
      { type: 'done', jobId: 3, output: 'next' },
    ])
  })

  it('that throws synchronously is treated alike', async () => {
    queue.add(1, () => {
      throw new Error('at once')
    })
    queue.add(2, async () => 'next')
    await untilEnded(2)
    expect(ended(1)).toEqual({ type: 'failed', jobId: 1, message: 'at once' })
  })

  it('includes an output that cannot be posted', async () => {
    queue.add(1, async () => () => 'a function')
    queue.add(2, async () => 'next')
    await untilEnded(2)
    expect(ended(1)).toMatchObject({ type: 'failed', jobId: 1, message: expect.stringContaining('clone') })
  })
})

it('does not keep messages from being handled between its steps', async () => {
  // Another port stands for the page: what it sends can only arrive in a task of its own.
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = ({ data }) => queue.cancel(data)
  const reached: number[] = []
  queue.add(1, async (control) => {
    port2.postMessage(1)
    await stepsJob(2000, reached)(control)
  })
  await untilEnded(1)
  port1.close()
  expect(ended(1)).toEqual({ type: 'cancelled', jobId: 1 })
  expect(reached.length).toBeLessThan(2000)
})
