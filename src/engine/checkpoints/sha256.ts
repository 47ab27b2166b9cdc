import { bytesToHex } from '@noble/hashes/utils.js'

/**
 * The hash as hexadecimal digits: by the browser where the page is served securely, which takes a twentieth of the
 * time, as weights of hundreds of megabytes need.
 */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { subtle } = globalThis.crypto ?? {}
  if (subtle !== undefined) return bytesToHex(new Uint8Array(await subtle.digest('SHA-256', bytes)))
  const { sha256 } = await import('@noble/hashes/sha2.js')
  return bytesToHex(sha256(bytes))
}
