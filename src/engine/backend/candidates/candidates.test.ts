import { describe, expect, it, vi } from 'vitest'
import { BACKEND_NAMES } from '../types'
import { CANDIDATES } from './registry'
import { describeWasm, threadCountFor } from './wasmStart'
import { type GpuHost, probeWebgpu } from './webgpu'

const host = (adapter: unknown): GpuHost => ({
  gpu: { requestAdapter: vi.fn(async () => adapter as GPUAdapter | null) },
  isSecureContext: true,
})

describe('probeWebgpu', () => {
  it('says that the browser has no WebGPU', async () => {
    expect(await probeWebgpu({ gpu: undefined, isSecureContext: true })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('no WebGPU'),
    })
  })

  it('says that the page is not secure', async () => {
    expect(await probeWebgpu({ gpu: undefined, isSecureContext: false })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('https'),
    })
  })

  it('survives a null adapter', async () => {
    expect(await probeWebgpu(host(null))).toMatchObject({
      ok: false,
      reason: expect.stringContaining('hardware acceleration'),
    })
  })

  it('distinguishes hardware from software', async () => {
    expect(await probeWebgpu(host({ info: { vendor: 'apple', architecture: 'metal-3' } }))).toEqual({
      ok: true,
      device: 'apple metal-3',
      software: false,
    })
    expect(await probeWebgpu(host({ info: { vendor: 'google', architecture: 'swiftshader' } }))).toMatchObject({
      ok: true,
      software: true,
    })
  })
})

it('says how many threads wasm uses, and why not more', () => {
  expect(describeWasm(4, true, null)).toBe('4 threads, SIMD')
  expect(describeWasm(1, false, 'threads did not start: no answer')).toBe(
    '1 thread, no SIMD (threads did not start: no answer)',
  )
})

it('finds neither WebGPU nor WebGL in Node, but the others', async () => {
  const usable = await Promise.all(BACKEND_NAMES.map(async (name) => (await CANDIDATES[name].probe()).ok))
  expect(usable).toEqual([false, true, false, true])
})

it.each([
  [1, 0],
  [2, 1],
  [4, 2],
  [8, 4],
  [32, 8],
])('expects %2$i threads on %1$i logical cores', (cores, threads) => {
  expect(threadCountFor(cores)).toBe(threads)
})
