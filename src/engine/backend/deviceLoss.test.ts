import { describe, expect, it, vi } from 'vitest'
import * as tf from '../tf'
import {
  currentGpuDevice,
  describeLoss,
  expectLoss,
  type WatchedDevice,
  wasDeviceLost,
  watchDeviceLoss,
  watchGpuDevice,
} from './deviceLoss'

/** A device that can be lost on command. */
function fakeDevice() {
  let lose: (info: GPUDeviceLostInfo) => void = () => {}
  const lost = new Promise<GPUDeviceLostInfo>((resolve) => {
    lose = resolve
  })
  const target = new EventTarget()
  return {
    device: Object.assign(target, { lost }) as unknown as WatchedDevice,
    async lose(reason: GPUDeviceLostReason, message = '') {
      lose({ reason, message } as GPUDeviceLostInfo)
      await lost
    },
    fail: (error: Error) => target.dispatchEvent(Object.assign(new Event('uncapturederror'), { error })),
  }
}

class GPUOutOfMemoryError extends Error {}
class GPUValidationError extends Error {}

describe('watchGpuDevice', () => {
  it('reports a lost device in plain words, with the browser’s message', async () => {
    const { device, lose } = fakeDevice()
    const onLost = vi.fn()
    watchGpuDevice(device, onLost)
    await lose('unknown', 'DXGI_ERROR_DEVICE_HUNG')
    expect(onLost).toHaveBeenCalledExactlyOnceWith(
      'The graphics processor was lost: the driver reset it, or it was switched off. The browser says: DXGI_ERROR_DEVICE_HUNG',
    )
  })

  it('reports a device destroyed by someone else', async () => {
    const { device, lose } = fakeDevice()
    const onLost = vi.fn()
    watchGpuDevice(device, onLost)
    await lose('destroyed')
    expect(onLost).toHaveBeenCalledExactlyOnceWith('The graphics device was closed while it was in use.')
  })

  it('is silent about a device closed on purpose', async () => {
    const { device, lose } = fakeDevice()
    const onLost = vi.fn()
    watchGpuDevice(device, onLost)
    expectLoss(device as GPUDevice)
    await lose('destroyed')
    expect(onLost).not.toHaveBeenCalled()
  })

  it('reports exhausted memory only once', async () => {
    const { device, fail, lose } = fakeDevice()
    const onLost = vi.fn()
    watchGpuDevice(device, onLost)
    fail(new GPUOutOfMemoryError(''))
    fail(new GPUOutOfMemoryError(''))
    await lose('unknown')
    expect(onLost).toHaveBeenCalledExactlyOnceWith(
      'The graphics processor is out of memory: close other pages, or use smaller batches.',
    )
  })

  it('reports a refused step', () => {
    const { device, fail } = fakeDevice()
    const onLost = vi.fn()
    watchGpuDevice(device, onLost)
    fail(new GPUValidationError('buffer too large\n - While calling [Device].CreateBuffer'))
    expect(onLost).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/cannot be trusted\. The browser says: buffer too large$/),
    )
  })
})

it('leaves refused steps to the self-tests until the backend has started', async () => {
  const { device, fail, lose } = fakeDevice()
  const onLost = vi.fn()
  let isStarted = false
  watchGpuDevice(device, onLost, () => isStarted)
  fail(new GPUValidationError('no such feature'))
  expect(onLost).not.toHaveBeenCalled()
  isStarted = true
  await lose('unknown')
  expect(onLost).toHaveBeenCalledOnce()
})

describe('wasDeviceLost', () => {
  it('waits for a loss that is reported a moment after a failed computation', async () => {
    const report = new Promise<void>((resolve) => setTimeout(resolve, 5))
    expect(await wasDeviceLost(5000, report)).toBe(true)
  })

  it('waits for a graphics process that is busy, and tells of the loss before it answers', async () => {
    let lose = () => {}
    const report = new Promise<void>((resolve) => {
      lose = resolve
    })
    const answers = async () => {
      await new Promise((resolve) => setTimeout(resolve, 50))
      lose()
    }
    expect(await wasDeviceLost(5, report, answers)).toBe(true)
  })

  it('is false where none is reported, and at once where there is no device', async () => {
    expect(await wasDeviceLost(5, new Promise<void>(() => {}))).toBe(false)
    expect(await wasDeviceLost(5000, null)).toBe(false)
  })
})

it('omits an empty message of the browser', () => {
  expect(describeLoss({ reason: 'unknown', message: ' ' })).not.toContain('browser')
})

it('has nothing to watch on cpu', async () => {
  await tf.setBackend('cpu')
  expect(currentGpuDevice()).toBeNull()
  watchDeviceLoss(() => {})
})
