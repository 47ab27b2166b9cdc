/** @file Starts and ends tfjs's backends, keeping the reason for a failure, which tfjs itself only logs. */
import * as tf from '../tf'
import type { BackendName } from './types'

type Factory = () => tf.KernelBackend | Promise<tf.KernelBackend>

const factories = new Map<BackendName, Factory>()

/** The message of anything thrown; tfjs's wasm backend rejects with plain objects. */
export function describeError(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message)
  return String(error)
}

const isLive = (name: BackendName): boolean => name in tf.engine().registry

/**
 * Makes `name` tfjs's backend; one that lives already is kept, and its tensors with it.
 *
 * @param timeout rejects when it is time to give up
 */
export async function activateTfjs(name: BackendName, timeout?: Promise<never>): Promise<void> {
  if (!isLive(name)) {
    const factory = tf.findBackendFactory(name) as Factory | null
    if (factory === null) throw new Error(`tfjs has no ${name} backend in this environment`)
    const starting = Promise.resolve(factory())
    const backend = await (timeout === undefined ? starting : Promise.race([starting, timeout]))
    factories.set(name, factory)
    tf.removeBackend(name)
    tf.registerBackend(name, () => backend)
  }
  if (!(await tf.setBackend(name))) throw new Error(`tfjs could not start its ${name} backend`)
}

/** Disposes of the backend with all its tensors. It can be activated again. */
export function releaseTfjs(name: BackendName): void {
  const factory = factories.get(name)
  if (factory === undefined) return
  tf.removeBackend(name)
  tf.registerBackend(name, factory)
  factories.delete(name)
}
