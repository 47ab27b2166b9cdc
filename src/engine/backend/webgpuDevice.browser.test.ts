import { expect, it } from 'vitest'
import { openWebgpuBackend } from './webgpuDevice'

it('opens a device with the adapter’s limits and the features that kernels may use', async () => {
  const adapter = (await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' })) as GPUAdapter
  const backend = await openWebgpuBackend(navigator.gpu)
  const { device } = backend
  for (const name of ['subgroups', 'shader-f16', 'timestamp-query'] as const) {
    expect(device.features.has(name), name).toBe(adapter.features.has(name))
  }
  expect(device.limits.maxStorageBufferBindingSize).toBe(adapter.limits.maxStorageBufferBindingSize)
  device.destroy()
})

it('says that there is no adapter', async () => {
  await expect(openWebgpuBackend({ requestAdapter: async () => null })).rejects.toThrow('no graphics processor')
})
