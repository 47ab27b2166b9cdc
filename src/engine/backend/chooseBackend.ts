/** @file Chooses the backend: the best one that exists, starts, and computes correctly. */
import { answeredInTime } from './answeredInTime'
import { CANDIDATES } from './candidates/registry'
import type { BackendCandidate } from './candidates/types'
import { wasDeviceLost } from './deviceLoss'
import { installSecondDerivatives } from './secondDerivatives'
import { runSelfTest, type SelfTestResult } from './selfTest'
import { describeError } from './tfjsBackends'
import { BACKEND_NAMES, type BackendName, type BackendReport } from './types'

/** What the choice depends on; tests replace it. */
export interface ChoiceParts {
  readonly candidates: Readonly<Record<BackendName, BackendCandidate>>
  /** Runs on the backend that is active. */
  readonly selfTest: () => Promise<SelfTestResult>
  /** Called once a backend is active, before anything is computed on it. */
  readonly watch: () => void
  /** After a failure: whether the device was lost, which has been reported then. */
  readonly wasLost: () => Promise<boolean>
}

/** What a start depends on, beside who hears of lost devices. */
export const REAL_PARTS: Omit<ChoiceParts, 'watch'> = {
  candidates: CANDIDATES,
  selfTest() {
    installSecondDerivatives()
    return runSelfTest()
  },
  wasLost: () => wasDeviceLost(),
}

type Attempt = { readonly ok: true; readonly device: string; readonly software: boolean } | Refusal
type Refusal = { readonly ok: false; readonly reason: string }

/**
 * Any error is a reason to try the next backend, unless the device was lost: that says nothing about the backend, which
 * another start may use.
 */
async function attempt(candidate: BackendCandidate, forced: boolean, parts: ChoiceParts): Promise<Attempt> {
  try {
    const probe = await answeredInTime(candidate.probe())
    if (!probe.ok) return probe
    if (probe.software && !forced && candidate.softwareObjection !== undefined) {
      return {
        ok: false,
        reason: `${candidate.title} runs in software here (${probe.device}): ${candidate.softwareObjection}.`,
      }
    }
    const device = await candidate.activate()
    parts.watch()
    const result = await answeredInTime(parts.selfTest())
    if (result.ok) {
      if (candidate.addKernels !== undefined) await answeredInTime(candidate.addKernels())
      return { ok: true, device, software: probe.software }
    }
    if (await parts.wasLost()) throw new Error(result.reason)
    release(candidate)
    return { ok: false, reason: `${candidate.title} on ${device} ${result.reason}` }
  } catch (error) {
    if (await parts.wasLost()) throw error
    release(candidate)
    const why = describeError(error).replace(/\.$/, '')
    return { ok: false, reason: `${candidate.title} could not start (${why}); reload the page to try it again.` }
  }
}

/** A broken backend may fail when it is released; the next one is tried anyway. */
function release(candidate: BackendCandidate): void {
  try {
    candidate.release()
  } catch (error) {
    console.warn(`the ${candidate.name} backend did not end cleanly:`, error)
  }
}

function reasonFor(
  candidate: BackendCandidate,
  wanted: BackendName | 'auto',
  software: boolean,
  refusals: Refusals,
  parts: ChoiceParts,
): string {
  if (wanted === 'auto') return candidate.advantage
  if (candidate.name === wanted) {
    const caveat =
      software && candidate.softwareObjection !== undefined ? `; in software ${candidate.softwareObjection}` : ''
    return `You chose ${candidate.title}${caveat}.`
  }
  return `You chose ${parts.candidates[wanted].title}, which does not work here. ${refusals.find(({ name }) => name === wanted)?.reason ?? ''}`
}

type Refusals = { readonly name: BackendName; readonly reason: string }[]

/**
 * Starts the requested backend, or else the best of the others: WebGPU on a graphics processor, WebAssembly, WebGL,
 * plain JavaScript. Each must pass the self-test. Throws if none does, and where a device is lost meanwhile.
 */
export async function chooseBackend(wanted: BackendName | 'auto', parts: ChoiceParts): Promise<BackendReport> {
  const order = wanted === 'auto' ? BACKEND_NAMES : [wanted, ...BACKEND_NAMES.filter((name) => name !== wanted)]
  const rejected: Refusals = []
  for (const name of order) {
    const candidate = parts.candidates[name]
    const result = await attempt(candidate, name === wanted, parts)
    if (result.ok) {
      return {
        name,
        device: result.device,
        ...(candidate.features && { features: candidate.features() }),
        reason: [reasonFor(candidate, wanted, result.software, rejected, parts), candidate.shortcoming?.()]
          .filter(Boolean)
          .join(' '),
        rejected,
      }
    }
    rejected.push({ name, reason: result.reason })
  }
  const reasons = rejected.map(({ reason }) => reason).join(' ')
  throw new Error(`Nothing here can run the engine: use a current browser. ${reasons}`)
}
