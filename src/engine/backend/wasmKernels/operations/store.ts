/** @file Writes operations to the kernels' memory. */
import type { Heap } from '../heap'
import type { Operation } from './operation'

/** The addresses of operations, in sequence. */
interface StoredList {
  readonly operations: number
  readonly count: number
}

/** In one block, which the caller must release: for each list the addresses of its operations, then their words. */
export function storeOperations(
  heap: Heap,
  lists: readonly (readonly Operation[])[],
): { readonly block: number; readonly lists: readonly StoredList[] } {
  const all = lists.flat()
  const words = all.reduce((sum, operation) => sum + operation.words.length, all.length)
  const block = heap.allocate(words * 4)
  const memory = new Int32Array(heap.memory.buffer, block, words)
  let next = all.length
  for (const [i, operation] of all.entries()) {
    memory[i] = block + next * 4
    memory.set(operation.words, next)
    next += operation.words.length
  }
  let first = 0
  return {
    block,
    lists: lists.map(({ length: count }) => {
      const list = { operations: block + first * 4, count }
      first += count
      return list
    }),
  }
}
