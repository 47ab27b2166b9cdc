/** @file Which executor runs programs on which backend. */
import * as tf from '../tf'
import type { Executor } from './instructions'

/** Others have none: there a model runs by its architecture's own composition of tfjs's ops. */
const EXECUTORS: Readonly<Partial<Record<string, () => Promise<Executor>>>> = {
  wasm: async () => (await import('./wasm/executor')).wasmExecutor,
  webgpu: async () => (await import('./webgpu/executor')).webgpuExecutor,
}

const loaded = new Map<string, Executor>()

/** Loads the executor of the backend in use, if it has one; models that are built from then on run on it. */
export async function loadExecutor(): Promise<void> {
  const backend = tf.getBackend()
  const executor = await EXECUTORS[backend]?.()
  if (executor !== undefined) loaded.set(backend, executor)
}

export const executorInUse = (): Executor | null => loaded.get(tf.getBackend()) ?? null
