/** @file Which executors run programs on which backend. */
import * as tf from '../tf'
import type { Executor } from './instructions'
import type { TrainingExecutor, TrainingProgram } from './training/program'

interface Executors {
  readonly run: Executor
  /** Null where a kernel is missing. */
  readonly train?: (program: TrainingProgram) => TrainingExecutor | null
}

/** Others have none: there a model runs by its architecture's own composition of tfjs's ops. */
const EXECUTORS: Readonly<Partial<Record<string, () => Promise<Executors>>>> = {
  async wasm() {
    const { wasmExecutor } = await import('./wasm/executor')
    const { trainOnWasm } = await import('./wasm/training/executor')
    return { run: wasmExecutor, train: trainOnWasm }
  },
  webgpu: async () => ({ run: (await import('./webgpu/executor')).webgpuExecutor }),
}

const loaded = new Map<string, Executors>()

/** Loads the executors of the backend in use, if it has any; models that are built from then on run on them. */
export async function loadExecutor(): Promise<void> {
  const backend = tf.getBackend()
  const executors = await EXECUTORS[backend]?.()
  if (executors !== undefined) loaded.set(backend, executors)
}

export const executorInUse = (): Executor | null => loaded.get(tf.getBackend())?.run ?? null

export const trainingExecutorInUse = (): Executors['train'] | null => loaded.get(tf.getBackend())?.train ?? null
