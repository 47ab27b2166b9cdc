/** @file Queries the page's own engine, inside its worker, for what the page does not show. */
import { expect, type Page, type Worker } from '@playwright/test'
import type { CallName, Calls } from '../../src/worker/messages'

/** The engine's newest worker, once there is one; its threads are workers too, with other names. */
export async function engineWorker(page: Page): Promise<Worker> {
  const newest = () =>
    page
      .workers()
      .filter((candidate) => candidate.url().includes('engine.worker'))
      .at(-1)
  await expect.poll(() => newest() !== undefined, 'an engine worker runs').toBe(true)
  return newest() as Worker
}

/** A call as the page would make it, `times` times one after another. Resolves to the last output. */
export async function ask<Name extends CallName>(
  worker: Worker,
  name: Name,
  input: Calls[Name]['input'],
  times = 1,
): Promise<Calls[Name]['output']> {
  const output = await worker.evaluate(askInWorker, { name, input: input as unknown, times })
  return output as Calls[Name]['output']
}

interface Answer {
  readonly type: string
  readonly jobId?: number
  readonly output?: unknown
  readonly message?: string
}

/** Runs in the worker. Answers to these calls stay there; all others are passed to the page. */
async function askInWorker({ name, input, times }: { name: string; input: unknown; times: number }): Promise<unknown> {
  const post = self.postMessage
  const ask = (jobId: number) =>
    new Promise<unknown>((resolve, reject) => {
      const listen = (answer: Answer) => {
        if (answer.jobId !== jobId) post.call(self, answer)
        else if (answer.type === 'done') resolve(answer.output)
        else if (answer.type !== 'progress') reject(new Error(answer.message ?? answer.type))
      }
      self.postMessage = listen as typeof self.postMessage
      self.dispatchEvent(new MessageEvent('message', { data: { type: 'call', jobId, name, input } }))
    })
  try {
    let output: unknown
    for (let i = 1; i <= times; i++) output = await ask(-i)
    return output
  } finally {
    self.postMessage = post
  }
}
