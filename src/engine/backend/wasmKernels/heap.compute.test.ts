/** @file Memory of the kernels: given out without overlap, taken back, and at its end an error that says so. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectSentence, messageOf } from '../../../testing/sentence'
import { Heap } from './heap'

const PAGE = 2 ** 16
const createHeap = (maximum = 2048) => new Heap(new WebAssembly.Memory({ initial: 1, maximum }), 1200)

describe('the kernels’ heap', () => {
  it('allots blocks that do not overlap, and has all of them again at the end', () => {
    const steps = fc.array(fc.record({ bytes: fc.integer({ min: 0, max: 100_000 }), releases: fc.boolean() }), {
      minLength: 1,
      maxLength: 60,
    })
    fc.assert(
      fc.property(steps, (all) => {
        const heap = createHeap()
        const blocks: { from: number; to: number }[] = []
        for (const { bytes, releases } of all) {
          const from = heap.allocate(bytes)
          expect(from % 32).toBe(0)
          const to = from + Math.max(bytes, 1)
          expect(to).toBeLessThanOrEqual(heap.memory.buffer.byteLength)
          expect(blocks.every((block) => to <= block.from || from >= block.to)).toBe(true)
          blocks.push({ from, to })
          if (releases) heap.release((blocks.shift() as { from: number }).from)
        }
        for (const { from } of blocks) heap.release(from)
        expect(heap.usedBytes).toBe(0)
        const size = heap.memory.buffer.byteLength
        heap.allocate(size - 1280)
        expect(heap.memory.buffer.byteLength).toBe(size)
      }),
      { seed: 1, numRuns: 100 },
    )
  })

  it('reports exhausted memory, and continues with what there is', async () => {
    const heap = createHeap(10)
    const kept = heap.store(Float32Array.of(1, 2, 3))
    expectSentence(await messageOf(async () => heap.allocate(20 * PAGE)), 'MB', 'choose a smaller model')
    expect([...heap.floats(kept, 3)]).toEqual([1, 2, 3])
    heap.release(heap.allocate(8 * PAGE))
  })

  it('moves an arena that grows, and refuses to release unknown blocks', () => {
    const heap = createHeap()
    const arena = heap.reserveArena(1000)
    expect(heap.reserveArena(500)).toBe(arena)
    const beside = heap.allocate(64)
    heap.reserveArena(200_000)
    expect(heap.allocate(1000)).toBe(arena)
    expect(() => heap.release(beside + 32)).toThrow(/begins at/)
  })
})
