/** @file Puts operations where the kernels read them. */
import type { Heap } from '../heap'
import type { Operation } from './operation'

/** Addresses of operations' words, one after another. */
interface StoredList {
  readonly operations: number
  readonly count: number
}

/** All in one block, of which the caller lets go: for each list the addresses of its operations, and then their words. */
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
