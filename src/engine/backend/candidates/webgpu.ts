import { currentGpuDevice, expectLoss } from '../deviceLoss'
import { describeAdapter, isSoftwareAdapter } from '../softwareAdapter'
import { activateTfjs, releaseTfjs } from '../tfjsBackends'
import type { BackendCandidate, Probe } from './types'

let device = 'graphics processor'
let features: readonly string[] = []

/** The part of `navigator` that is used; a parameter, so that tests can replace it. */
export interface GpuHost {
  readonly gpu?: Pick<GPU, 'requestAdapter'> | undefined
  readonly isSecureContext: boolean
}

const browser = (): GpuHost => ({
  gpu: globalThis.navigator?.gpu,
  isSecureContext: globalThis.isSecureContext !== false,
})

/** tfjs reads `adapter.features` without a check, so that a null adapter would cause a TypeError there. */
export async function probeWebgpu(host: GpuHost): Promise<Probe> {
  if (!host.gpu) {
    return {
      ok: false,
      reason: host.isSecureContext
        ? 'This browser has no WebGPU: a current Chrome, Edge, Firefox or Safari may have it.'
        : 'WebGPU needs a secure page: open this one by https or from localhost.',
    }
  }
  // The same options as tfjs uses, so that both get the same adapter.
  const adapter = await host.gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (adapter === null) {
    return {
      ok: false,
      reason:
        'WebGPU found no graphics processor: turn on hardware acceleration in the browser, or update the graphics driver.',
    }
  }
  return { ok: true, device: describeAdapter(adapter), software: isSoftwareAdapter(adapter) }
}

export const webgpu: BackendCandidate = {
  name: 'webgpu',
  title: 'WebGPU',
  advantage: 'WebGPU on a graphics processor is the fastest.',
  softwareObjection: 'it is slower than WebAssembly; hardware acceleration may be off in the browser',
  async probe() {
    const found = await probeWebgpu(browser())
    if (found.ok) device = found.device
    return found
  },
  async activate() {
    const { kernelFeatures, registerWebgpuBackend } = await import('../webgpuDevice')
    registerWebgpuBackend(navigator.gpu)
    await activateTfjs('webgpu')
    features = kernelFeatures()
    return device
  },
  async addKernels() {
    const { keepRightKernels } = await import('../webgpuKernels/selfTest')
    await keepRightKernels()
  },
  features: () => features,
  release() {
    const gpuDevice = currentGpuDevice()
    if (gpuDevice !== null) expectLoss(gpuDevice)
    releaseTfjs('webgpu')
    gpuDevice?.destroy()
  },
}
