/** @file A job queue whose messages are kept, with what its tests ask of them. */
import { expect, vi } from 'vitest'
import type { JobControl } from '../engine/jobControl'
import { JobQueue } from '../worker/jobQueue'
import type { FromWorker } from '../worker/messages'

export function createRecordedQueue() {
  const posted: FromWorker[] = []
  // As a real worker does: what cannot be cloned throws.
  const queue = new JobQueue((message) => void posted.push(structuredClone(message)))
  const ended = (jobId: number) =>
    posted.find((message) => message.type !== 'progress' && 'jobId' in message && message.jobId === jobId)
  const untilEnded = (jobId: number) =>
    vi.waitFor(() => expect(ended(jobId)).toBeDefined(), { interval: 1, timeout: 10_000 })
  return { queue, posted, ended, untilEnded }
}

/** A job of `count` checkpoints, which gives `count` and notes in `reached` how far it came. */
export const stepsJob =
  (count: number, reached: number[] = []) =>
  async ({ checkpoint }: JobControl) => {
    for (let step = 1; step <= count; step++) {
      await checkpoint(step, count)
      reached.push(step)
    }
    return count
  }
