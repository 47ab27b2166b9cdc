/** @file A heap for the kernels' memory. */

const PAGE = 2 ** 16
/** Addresses stay below 2 GiB, so that differences never overflow. */
export const MAX_PAGES = 2 ** 15
const CAPACITY = MAX_PAGES * PAGE
/** Twice the size of a vector. */
const ALIGNMENT = 32

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT

interface Block {
  readonly address: number
  readonly bytes: number
}

export class Heap {
  /** Sorted by address; adjacent blocks are merged. */
  private free: Block[] = []
  private readonly used = new Map<number, number>()
  private arena: Block = { address: 0, bytes: 0 }

  /** @param base where memory is free; above 0, which stands for no address */
  constructor(
    readonly memory: WebAssembly.Memory,
    base: number,
  ) {
    const address = aligned(base)
    this.free.push({ address, bytes: memory.buffer.byteLength - address })
  }

  /**
   * Returns the block's address. The memory may grow, which invalidates views. Throws one sentence if memory is
   * exhausted.
   */
  allocate(bytes: number): number {
    const wanted = aligned(Math.max(bytes, 1))
    let at = this.free.findIndex((block) => block.bytes >= wanted)
    if (at < 0) {
      this.grow(wanted)
      at = this.free.length - 1
    }
    const block = this.free[at] as Block
    const rest = { address: block.address + wanted, bytes: block.bytes - wanted }
    this.free.splice(at, 1, ...(rest.bytes > 0 ? [rest] : []))
    this.used.set(block.address, wanted)
    return block.address
  }

  /** Frees a block. */
  release(address: number): void {
    const bytes = this.used.get(address)
    if (bytes === undefined) throw new Error(`No block of the kernels' memory begins at ${address}.`)
    this.used.delete(address)
    let at = this.free.findIndex((block) => block.address > address)
    if (at < 0) at = this.free.length
    const before = this.free[at - 1]
    const after = this.free[at]
    const joinsBefore = before !== undefined && before.address + before.bytes === address
    const joinsAfter = after !== undefined && address + bytes === after.address
    const start = joinsBefore ? before.address : address
    const end = joinsAfter ? after.address + after.bytes : address + bytes
    const from = joinsBefore ? at - 1 : at
    this.free.splice(from, Number(joinsBefore) + Number(joinsAfter), { address: start, bytes: end - start })
  }

  /** A copy of the values, at the address that it returns. */
  store(values: Float32Array | Int32Array): number {
    const address = this.allocate(values.byteLength)
    if (values instanceof Float32Array) this.floats(address, values.length).set(values)
    else new Int32Array(this.memory.buffer, address, values.length).set(values)
    return address
  }

  /** A view, until the memory grows. */
  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length)
  }

  /**
   * Memory for one pass at a time, shared by all networks: earlier content is lost. Its address changes when it grows.
   */
  reserveArena(bytes: number): number {
    if (bytes > this.arena.bytes) {
      if (this.arena.bytes > 0) this.release(this.arena.address)
      this.arena = { address: 0, bytes: 0 }
      this.arena = { address: this.allocate(bytes), bytes }
    }
    return this.arena.address
  }

  /** Allocated bytes. */
  get usedBytes(): number {
    let sum = 0
    for (const bytes of this.used.values()) sum += bytes
    return sum
  }

  private grow(bytes: number): void {
    const end = this.memory.buffer.byteLength
    const last = this.free.at(-1)
    const joins = last !== undefined && last.address + last.bytes === end
    const missing = bytes - (joins ? last.bytes : 0)
    const total = end + missing
    try {
      if (total > CAPACITY) throw new RangeError()
      // By at least a quarter, because growing may move all memory.
      this.growBy(Math.min(Math.max(missing, end / 4), CAPACITY - end), missing)
    } catch {
      const megabytes = (count: number) => Math.ceil(count / 2 ** 20).toLocaleString('en')
      throw new Error(
        `The model needs ${megabytes(total)} MB of memory, ${megabytes(missing)} MB more than this browser gives; choose a smaller model, remove other models from the comparison, or close other pages.`,
      )
    }
    const address = joins ? last.address : end
    if (joins) this.free.pop()
    this.free.push({ address, bytes: this.memory.buffer.byteLength - address })
  }

  private growBy(wished: number, needed: number): void {
    try {
      this.memory.grow(Math.ceil(wished / PAGE))
    } catch {
      this.memory.grow(Math.ceil(needed / PAGE))
    }
  }
}
