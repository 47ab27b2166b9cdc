/** @file Distinguishes a graphics processor from software that emulates one. */

/** Names of software rasterisers, as drivers and browsers report them. */
const SOFTWARE_NAMES = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render|\bwarp\b/i

/** The part of a GPUAdapter that is read. Older browsers lack `info`, or have `isFallbackAdapter` outside it. */
export interface AdapterLike {
  readonly info?: {
    readonly vendor?: string
    readonly architecture?: string
    readonly device?: string
    readonly description?: string
    readonly isFallbackAdapter?: boolean
  }
  readonly isFallbackAdapter?: boolean
}

export const isSoftwareName = (name: string): boolean => SOFTWARE_NAMES.test(name)

export function isSoftwareAdapter(adapter: AdapterLike): boolean {
  const { info } = adapter
  if (info?.isFallbackAdapter || adapter.isFallbackAdapter) return true
  return [info?.vendor, info?.architecture, info?.device, info?.description].some((name) => isSoftwareName(name ?? ''))
}

/** Name for people, such as "nvidia ampere". */
export function describeAdapter(adapter: AdapterLike): string {
  const { vendor, architecture, description } = adapter.info ?? {}
  const name = [vendor, architecture].filter(Boolean).join(' ') || description || 'graphics processor'
  return isSoftwareAdapter(adapter) ? `${name}, in software` : name
}
