/** @file Which executors run programs on which backend. */
import { fetchedCode } from '../../fetchedCode'
import * as tf from '../tf'
import type { Executor } from './instructions'
import type { TrainingExecutor, TrainingProgram } from './training/program'

/** Null where a kernel is missing. */
type MakeTrainingExecutor = (program: TrainingProgram) => TrainingExecutor | null

type ByBackend<T> = Readonly<Partial<Record<string, () => Promise<T>>>>

/** Others have none: there a model runs by its architecture's own composition of tfjs's ops. */
const EXECUTORS: ByBackend<Executor> = {
  wasm: async () => (await import('./wasm/executor')).wasmExecutor,
  webgpu: async () => (await import('./webgpu/executor')).webgpuExecutor,
}

const TRAINING_EXECUTORS: ByBackend<MakeTrainingExecutor> = {
  wasm: async () => (await fetchedCode(() => import('./wasm/training/executor'))).trainOnWasm,
}

const loaded = new Map<string, Executor>()
const loadedForTraining = new Map<string, MakeTrainingExecutor>()

/** Loads the executor of the backend in use, if it has one; models that are built from then on run on it. */
export const loadExecutor = (): Promise<void> => load(EXECUTORS, loaded)

/** The same for trainings that begin from then on; a page on which nobody trains does without it. */
export const loadTrainingExecutor = (): Promise<void> => load(TRAINING_EXECUTORS, loadedForTraining)

async function load<T>(executors: ByBackend<T>, into: Map<string, T>): Promise<void> {
  const backend = tf.getBackend()
  const executor = await executors[backend]?.()
  if (executor !== undefined) into.set(backend, executor)
}

export const executorInUse = (): Executor | null => loaded.get(tf.getBackend()) ?? null

export const trainingExecutorInUse = (): MakeTrainingExecutor | null => loadedForTraining.get(tf.getBackend()) ?? null
