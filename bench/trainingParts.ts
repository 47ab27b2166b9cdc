/** @file Where the time of a training step goes on wasm: the methods that do the work are watched, which are synchronous. */
import { Kernels } from '../src/engine/backend/wasmKernels/kernels'
import { DifferentiableNetwork } from '../src/engine/fused/training/differentiableNetwork'
import type { PhaseName } from '../src/engine/fused/training/program'
import { TrainedParameters } from '../src/engine/fused/wasm/training/parameters'
import { Batches } from '../src/engine/training/batches'
import { Trainer } from '../src/engine/training/trainer'
import type { Part } from './types'

/** The phases of a step in words; see src/engine/fused/training/program.ts. */
const PHASES: Readonly<Record<PhaseName, string>> = {
  forward: 'forward',
  pixels: 'back to the pixels',
  gradients: 'back to the parameters',
  pixelsToo: 'from there on to the pixels',
  backward: 'back to the pixels, for a second derivative',
  tangent: 'forward along a direction',
  bentGradients: 'back to the parameters, twice',
  bentPixels: 'back to the pixels, a second time',
}

const [PACKING, COPIES, BATCH, OPTIMIZER, REST] = [
  'packing weights',
  'copies to and from the kernels',
  'reading and augmenting the batch',
  'optimiser and moving average',
  'the rest: losses, attack steps, batch norm',
] as const

const parts = new Map<string, { ms: number; calls: number }>()
/** What is running, each within the one before, and the milliseconds of what ran within it. */
const running: { readonly name: string; inner: number }[] = []
let phase: PhaseName | null = null

function timed<T>(name: string, compute: () => T): T {
  const own = { name, inner: 0 }
  running.push(own)
  const from = performance.now()
  try {
    return compute()
  } finally {
    const ms = performance.now() - from
    running.pop()
    const around = running.at(-1)
    if (around !== undefined) around.inner += ms
    const part = parts.get(name) ?? { ms: 0, calls: 0 }
    parts.set(name, { ms: part.ms + ms - own.inner, calls: part.calls + 1 })
  }
}

type Method = (this: unknown, ...given: never[]) => unknown

/** Has a method of a class run within another function. */
function wrap(owner: object, method: string, around: (run: () => unknown, ...given: never[]) => unknown): void {
  const methods = owner as Record<string, Method>
  const original = methods[method] as Method
  methods[method] = function (...given) {
    return around(() => original.apply(this, given), ...given)
  }
}

/** From here on parts are noted. To be called once. */
export function watchParts(): void {
  wrap(DifferentiableNetwork.prototype, 'reach', (run, _pass: never, reached: PhaseName) => {
    return timed(COPIES, () => {
      const before = phase
      phase = reached
      const result = run()
      phase = before
      return result
    })
  })
  wrap(TrainedParameters.prototype, 'load', (run) => timed(PACKING, run))
  wrap(Kernels.prototype, 'run', (run) => {
    // Within one phase those that it needs run first.
    const name = running.at(-1)?.name === COPIES && phase !== null ? PHASES[phase] : PACKING
    return timed(name, run)
  })
  wrap(Batches.prototype, 'at', (run) => timed(BATCH, run))
  wrap(Trainer.prototype, 'descend', (run) => timed(OPTIMIZER, run))
}

/** The parts of a step that took so long, and forgets them. */
export function takeParts(ms: number): readonly Part[] {
  const taken = [...parts].map(([name, part]) => ({ name, ...part }))
  parts.clear()
  const known = taken.reduce((sum, part) => sum + part.ms, 0)
  return [...taken.toSorted((a, b) => b.ms - a.ms), { name: REST, ms: ms - known, calls: 1 }]
}
