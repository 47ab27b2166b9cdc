/**
 * @file The backends that tests compute with. vitest.config.ts runs a `*.backends.test.ts` file in Node and in Chromium,
 * and a `*.compute.test.ts` file in Node alone; tests of other names do not compute, so that they are quick.
 */
import { ARCHITECTURE_NAMES, loadArchitecture } from '../engine/architectures/registry'
import { loadPackage } from '../engine/backend/packages'
import { installSecondDerivatives } from '../engine/backend/secondDerivatives'
import { installWasmKernels } from '../engine/backend/wasmKernels/index'
import { loadKernels } from '../engine/backend/wasmKernels/loadKernels'
import { installWebgpuKernels } from '../engine/backend/webgpuKernels'
import { loadExecutor, loadTrainingExecutor } from '../engine/fused/executors'
import * as tf from '../engine/tf'

export type TestedBackend = 'cpu' | 'wasm' | 'webgpu'

/** Set by vitest.threads.config.ts. */
const ON_THREADS = import.meta.env.TESTED_BACKEND === 'threads'

/** For `describe.each`. */
export const backendsUnderTest: readonly TestedBackend[] =
  'document' in globalThis ? [ON_THREADS ? 'wasm' : 'webgpu'] : ['cpu', 'wasm']

/** Makes `name` tfjs's backend, with all that the engine mends in it. For `beforeAll`. */
export async function prepareBackend(name: TestedBackend): Promise<void> {
  // Has tfjs throw where a kernel leaves buffers, and keeps its advertisement for tfjs-node off the console.
  if (name !== 'webgpu') tf.env().set('IS_TEST', true)
  await loadPackage(name)
  if (name === 'wasm' && ON_THREADS) {
    Object.defineProperty(navigator, 'hardwareConcurrency', { value: 4 })
    const { startWasm } = await import('../engine/backend/candidates/wasmStart')
    const { device } = await startWasm(null)
    if (!/^[2-9] threads/.test(device)) throw new Error(`wasm started on ${device}`)
  } else if (name === 'wasm') {
    installWasmKernels()
    await loadKernels()
  }
  if (name === 'webgpu') {
    // Else tensors below 1000 elements, which most tests have, are computed on the processor.
    tf.env().set('WEBGPU_CPU_FORWARD', false)
    installWebgpuKernels()
  }
  installSecondDerivatives()
  if (!(await tf.setBackend(name))) throw new Error(`tfjs could not start its ${name} backend`)
  await tf.ready()
  await loadExecutor()
  await loadTrainingExecutor()
  await Promise.all(ARCHITECTURE_NAMES.map(loadArchitecture))
}

/** What `compute` gives on cpu, whose ops are plain loops; then the backend is the one before. */
export async function onCpu<Result>(compute: () => Result | Promise<Result>): Promise<Result> {
  const before = tf.getBackend()
  await loadPackage('cpu')
  await tf.setBackend('cpu')
  try {
    return await compute()
  } finally {
    await tf.setBackend(before)
  }
}
