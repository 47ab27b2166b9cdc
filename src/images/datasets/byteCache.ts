import { MAX_PIXEL_BYTES } from './limits'

/** A least-recently-used cache of at most `maxBytes`. */
export class ByteCache {
  /** In order of last use, oldest first. */
  private readonly kept = new Map<string, Uint8Array>()
  private bytes = 0

  constructor(private readonly maxBytes = MAX_PIXEL_BYTES) {}

  get(key: string): Uint8Array | undefined {
    const value = this.kept.get(key)
    if (value === undefined) return undefined
    this.kept.delete(key)
    this.kept.set(key, value)
    return value
  }

  set(key: string, value: Uint8Array): void {
    this.drop(key)
    if (value.length > this.maxBytes) return
    for (const oldest of this.kept.keys()) {
      if (this.bytes + value.length <= this.maxBytes) break
      this.drop(oldest)
    }
    this.kept.set(key, value)
    this.bytes += value.length
  }

  private drop(key: string): void {
    this.bytes -= this.kept.get(key)?.length ?? 0
    this.kept.delete(key)
  }
}
