/** @file The Web Locks API as several tabs share it, without a browser. */
import type { Locks } from '../app/runs/tabLock'

type Granted = (lock: Lock | null) => unknown

/** Exclusive locks, given in the order in which they are asked for. */
export function memoryLocks(): Locks {
  const queues = new Map<string, Promise<unknown>>()
  const held = new Set<string>()
  const request = async (name: string, options: LockOptions, granted: Granted): Promise<unknown> => {
    const before = queues.get(name) ?? Promise.resolve()
    if (options.ifAvailable && held.has(name)) return granted(null)
    held.add(name)
    const turn = before.then(() => granted({ name, mode: 'exclusive' }))
    const after: Promise<void> = turn
      .then(
        () => {},
        () => {},
      )
      .then(() => {
        if (queues.get(name) === after) held.delete(name)
      })
    queues.set(name, after)
    // As in a browser, it settles once the lock is free again.
    return after.then(() => turn)
  }
  return { request: request as Locks['request'] }
}
