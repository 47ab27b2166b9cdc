/** @file The page's worker that times passes: a fresh one for each model, so that the first pass is cold. */
import { startBackend } from '../src/engine/backend'
import { keepThreads, type Threads } from './keepThreads'
import { timePasses } from './passes'
import type { BenchBackend } from './types'

export interface PassRequest {
  readonly backend: BenchBackend
  readonly model: string
  readonly batch: number
  readonly passes: number
  readonly threads: Threads
}

self.onmessage = async ({ data }: MessageEvent<PassRequest>) => {
  try {
    const { name, device } = await startBackend(data.backend)
    if (name !== data.backend) throw new Error(`${data.backend} does not run here.`)
    const kernels = keepThreads(data.threads)
    const times = await timePasses(data.model, data.batch, data.passes)
    self.postMessage({ value: { device: data.backend === 'wasm' ? kernels : device, ...times } })
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? error.message : String(error) })
  }
}
