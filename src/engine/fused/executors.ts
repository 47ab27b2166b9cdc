/** @file Which executor runs programs on which backend. */
import * as tf from '../tf'
import type { Executor } from './instructions'
import { wasmExecutor } from './wasm/executor'
import { webgpuExecutor } from './webgpu/executor'

/** Others have none: there a model runs by its architecture's own composition of tfjs's ops. */
const EXECUTORS: Readonly<Partial<Record<string, Executor>>> = { wasm: wasmExecutor, webgpu: webgpuExecutor }

export const executorInUse = (): Executor | null => EXECUTORS[tf.getBackend()] ?? null
