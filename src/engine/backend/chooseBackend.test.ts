import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import * as tf from '../tf'
import type { BackendCandidate, Probe } from './candidates/types'
import { type ChoiceParts, chooseBackend } from './chooseBackend'
import { startBackend } from './index'
import { BACKEND_NAMES, type BackendName } from './types'

const HARDWARE: Probe = { ok: true, device: 'nvidia ampere', software: false }
const SOFTWARE: Probe = { ok: true, device: 'google swiftshader, in software', software: true }
const absent = (reason: string): Probe => ({ ok: false, reason })

/** Candidates whose probes answer as told, and otherwise work. Records what was started and ended. */
function fakes(probes: Partial<Record<BackendName, Probe>> = {}, wrong: readonly BackendName[] = []) {
  const log: string[] = []
  const watched: (BackendName | null)[] = []
  let active: BackendName | null = null
  const candidate = (name: BackendName): BackendCandidate => ({
    name,
    title: name.toUpperCase(),
    advantage: `${name} is best.`,
    ...(name === 'webgpu' ? { softwareObjection: 'it is slow' } : {}),
    probe: async () => probes[name] ?? { ok: true, device: `${name} device`, software: name !== 'webgpu' },
    activate: vi.fn(async () => {
      log.push(`start ${name}`)
      active = name
      return `${name} device`
    }),
    release: () => log.push(`end ${name}`),
  })
  const candidates = Object.fromEntries(BACKEND_NAMES.map((name) => [name, candidate(name)])) as Record<
    BackendName,
    BackendCandidate
  >
  const parts: ChoiceParts = {
    candidates,
    selfTest: async () =>
      active !== null && wrong.includes(active) ? { ok: false, reason: 'computes wrongly: all of it.' } : { ok: true },
    watch: () => watched.push(active),
    wasLost: async () => false,
  }
  return { parts, log, watched, candidates }
}

describe('the automatic choice', () => {
  it('prefers WebGPU on a graphics processor, without trying anything else', async () => {
    const { parts, log } = fakes({ webgpu: HARDWARE })
    expect(await chooseBackend('auto', parts)).toEqual({
      name: 'webgpu',
      device: 'webgpu device',
      reason: 'webgpu is best.',
      rejected: [],
    })
    expect(log).toEqual(['start webgpu'])
  })

  it('prefers wasm to WebGPU in software, without starting the latter', async () => {
    const { parts, log } = fakes({ webgpu: SOFTWARE })
    const report = await chooseBackend('auto', parts)
    expect(report.name).toBe('wasm')
    expect(report.rejected).toEqual([
      { name: 'webgpu', reason: 'WEBGPU runs in software here (google swiftshader, in software): it is slow.' },
    ])
    expect(log).toEqual(['start wasm'])
  })

  it('tries webgpu, wasm, webgl, cpu in this order', async () => {
    const { parts } = fakes({ webgpu: absent('no gpu.'), wasm: absent('no wasm.'), webgl: absent('no gl.') })
    const report = await chooseBackend('auto', parts)
    expect(report.name).toBe('cpu')
    expect(report.rejected).toEqual([
      { name: 'webgpu', reason: 'no gpu.' },
      { name: 'wasm', reason: 'no wasm.' },
      { name: 'webgl', reason: 'no gl.' },
    ])
  })

  it('refuses and ends one that computes wrongly, and tries the next', async () => {
    const { parts, log } = fakes({ webgpu: HARDWARE }, ['webgpu'])
    const report = await chooseBackend('auto', parts)
    expect(report.name).toBe('wasm')
    expect(report.rejected).toEqual([
      { name: 'webgpu', reason: 'WEBGPU on webgpu device computes wrongly: all of it.' },
    ])
    expect(log).toEqual(['start webgpu', 'end webgpu', 'start wasm'])
  })

  it('tries the next if a start throws, even if ending throws too', async () => {
    const { parts, candidates } = fakes({ webgpu: HARDWARE })
    const broken: BackendCandidate = {
      ...candidates.webgpu,
      activate: () => Promise.reject(new Error('out of memory')),
      release: () => {
        throw new Error('no device')
      },
    }
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const report = await chooseBackend('auto', { ...parts, candidates: { ...candidates, webgpu: broken } })
    expect(report.rejected).toEqual([
      { name: 'webgpu', reason: 'WEBGPU could not start (out of memory); reload the page to try it again.' },
    ])
    expect(warn).toHaveBeenCalledOnce()
    warn.mockRestore()
  })

  it('tries the next if a probe throws', async () => {
    const { parts, candidates } = fakes()
    const broken: BackendCandidate = {
      ...candidates.webgpu,
      probe: () => Promise.reject(new TypeError('not a function')),
    }
    const report = await chooseBackend('auto', { ...parts, candidates: { ...candidates, webgpu: broken } })
    expect(report.name).toBe('wasm')
  })

  it('throws with all the reasons if nothing works', async () => {
    const { parts } = fakes({ webgpu: absent('no gpu.') }, ['wasm', 'webgl', 'cpu'])
    await expect(chooseBackend('auto', parts)).rejects.toThrow(/use a current browser\. no gpu\. WASM on .* CPU on/)
  })
})

describe('a browser that never answers', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  const never = () => new Promise<never>(() => {})

  it.each(['probe', 'selfTest', 'addKernels'] as const)('in the %s has the next backend tried', async (step) => {
    vi.useFakeTimers()
    const { parts, candidates } = fakes({ webgpu: HARDWARE })
    let isFirst = true
    const hanging: ChoiceParts =
      step === 'selfTest'
        ? {
            ...parts,
            selfTest() {
              if (!isFirst) return parts.selfTest()
              isFirst = false
              return never()
            },
          }
        : { ...parts, candidates: { ...candidates, webgpu: { ...candidates.webgpu, [step]: never } } }
    const choice = chooseBackend('auto', hanging)
    await vi.advanceTimersByTimeAsync(120_000)
    const report = await choice
    expect(report.name).toBe('wasm')
    expect(report.rejected[0]?.reason).toBe(
      'WEBGPU could not start (the browser did not answer for 120 seconds); reload the page to try it again.',
    )
  })
})

describe('a device that is lost while its backend starts', () => {
  const LOST = 'mapAsync: the buffer was unmapped'

  it('is watched before the self-test', async () => {
    const { parts, watched } = fakes({ webgpu: HARDWARE })
    const selfTest = vi.fn(parts.selfTest)
    await chooseBackend('auto', {
      ...parts,
      selfTest: () => {
        expect(watched).toEqual(['webgpu'])
        return selfTest()
      },
    })
    expect(selfTest).toHaveBeenCalledOnce()
  })

  it.each([
    ['self-test', { selfTest: async () => ({ ok: false as const, reason: LOST }) }],
    ['self-test, which throws', { selfTest: () => Promise.reject(new Error(LOST)) }],
  ])('ends the start in its %s: no other backend takes its place', async (_, failing) => {
    const { parts, log } = fakes({ webgpu: HARDWARE })
    const lost = { ...parts, ...failing, wasLost: async () => true }
    await expect(chooseBackend('auto', lost)).rejects.toThrow(LOST)
    expect(log).toEqual(['start webgpu'])
  })

  it('ends the start in the tests of its kernels', async () => {
    const { parts, log, candidates } = fakes({ webgpu: HARDWARE })
    const webgpu = { ...candidates.webgpu, addKernels: () => Promise.reject(new Error(LOST)) }
    const lost = { ...parts, candidates: { ...candidates, webgpu }, wasLost: async () => true }
    await expect(chooseBackend('auto', lost)).rejects.toThrow(LOST)
    expect(log).toEqual(['start webgpu'])
  })
})

describe('a forced backend', () => {
  it('is tried first', async () => {
    const { parts, log } = fakes({ webgpu: HARDWARE })
    const report = await chooseBackend('webgl', parts)
    expect(report).toEqual({ name: 'webgl', device: 'webgl device', reason: 'You chose WEBGL.', rejected: [] })
    expect(log).toEqual(['start webgl'])
  })

  it('may be WebGPU in software, with a remark', async () => {
    const { parts } = fakes({ webgpu: SOFTWARE })
    const report = await chooseBackend('webgpu', parts)
    expect(report.name).toBe('webgpu')
    expect(report.reason).toBe('You chose WEBGPU; in software it is slow.')
  })

  it('is replaced by the best of the others, and the reason is given', async () => {
    const { parts } = fakes({ webgpu: HARDWARE, webgl: absent('WebGL is off: turn it on.') })
    const report = await chooseBackend('webgl', parts)
    expect(report.name).toBe('webgpu')
    expect(report.reason).toBe('You chose WEBGL, which does not work here. WebGL is off: turn it on.')
  })

  it('is replaced if it computes wrongly', async () => {
    const { parts } = fakes({ webgpu: SOFTWARE }, ['webgl'])
    const report = await chooseBackend('webgl', parts)
    expect(report.name).toBe('wasm')
    expect(report.rejected.map(({ name }) => name)).toEqual(['webgl', 'webgpu'])
  })
})

describe('real backends in Node', () => {
  afterAll(() => tf.setBackend('cpu'))

  it('chooses wasm and passes its self-test', async () => {
    const report = await startBackend('auto')
    expect(report.name).toBe('wasm')
    expect(report.device).toBe('1 thread, SIMD (tfjs has no threads in Node)')
    expect(report.rejected.map(({ name }) => name)).toEqual(['webgpu'])
    expect(tf.getBackend()).toBe('wasm')
  })

  it('keeps tensors across a second start', async () => {
    const kept = tf.tensor1d([1, 2, 3])
    await startBackend('wasm')
    expect([...(await kept.data())]).toEqual([1, 2, 3])
    kept.dispose()
  })

  it('runs cpu on request', async () => {
    expect(await startBackend('cpu')).toMatchObject({
      name: 'cpu',
      reason: 'You chose Plain JavaScript.',
      rejected: [],
    })
    expect(tf.getBackend()).toBe('cpu')
  })

  it('refuses a cpu backend with a wrong kernel, and tries the next', async () => {
    const right = tf.getKernel('Conv2DBackpropInput', 'cpu') as tf.KernelConfig
    tf.unregisterKernel('Conv2DBackpropInput', 'cpu')
    tf.registerKernel({
      ...right,
      kernelFunc: (parameters) => {
        const result = right.kernelFunc(parameters) as tf.TensorInfo
        const backend = parameters.backend as { data: { get(id: object): { values: Float32Array } } }
        backend.data.get(result.dataId).values.fill(0)
        return result
      },
    })
    try {
      const report = await startBackend('cpu')
      expect(report.name).toBe('wasm')
      expect(report.reason).toMatch(/^You chose Plain JavaScript, which does not work here\. .* computes wrongly/)
    } finally {
      tf.unregisterKernel('Conv2DBackpropInput', 'cpu')
      tf.registerKernel(right)
    }
    expect((await startBackend('cpu')).name).toBe('cpu')
  })
})
