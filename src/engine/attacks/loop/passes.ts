/** @file What an attack costs an image: how often the model answers, and how often a gradient is asked for. */

export interface PassCount {
  forward: number
  backward: number
}

export const noPasses = (): PassCount => ({ forward: 0, backward: 0 })

/** Adds `more` to `count` in place. */
export function addPasses(count: PassCount, { forward, backward }: Readonly<PassCount>): void {
  count.forward += forward
  count.backward += backward
}
