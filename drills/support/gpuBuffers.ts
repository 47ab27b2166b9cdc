/** @file Buffers on the graphics processor, counted where they are made and destroyed rather than as tfjs counts them. */
import type { Page } from '@playwright/test'
import { engineWorker } from '../../e2e/support/engineWorker'

interface Counted {
  gpuBuffers: { count: number; bytes: number }
}

/** Counts from here on; without WebGPU in the engine, none. */
export async function countGpuBuffers(page: Page): Promise<void> {
  const worker = await engineWorker(page)
  await worker.evaluate(() => {
    const counted = { count: 0, bytes: 0 }
    ;(self as unknown as Counted).gpuBuffers = counted
    if (typeof GPUDevice === 'undefined') return
    const { createBuffer } = GPUDevice.prototype
    GPUDevice.prototype.createBuffer = function (descriptor) {
      counted.count++
      counted.bytes += descriptor.size
      return createBuffer.call(this, descriptor)
    }
    const { destroy } = GPUBuffer.prototype
    const destroyed = new WeakSet<GPUBuffer>()
    GPUBuffer.prototype.destroy = function () {
      if (!destroyed.has(this)) {
        counted.count--
        counted.bytes -= this.size
      }
      destroyed.add(this)
      return destroy.call(this)
    }
  })
}

/** More, or fewer, than when the count began. */
export async function gpuBuffersSince(page: Page): Promise<Readonly<Record<string, number>>> {
  const worker = await engineWorker(page)
  const { count, bytes } = await worker.evaluate(() => (self as unknown as Counted).gpuBuffers)
  return { 'GPU buffers': count, 'GPU buffer bytes': bytes }
}
