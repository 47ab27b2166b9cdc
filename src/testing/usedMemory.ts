/** @file What a test keeps in memory, in Node. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes in use once everything unreachable is freed. */
export function usedMemory(): number {
  setFlagsFromString('--expose-gc')
  const freeUnreachable = runInNewContext('gc') as () => void
  freeUnreachable()
  return process.memoryUsage().heapUsed
}
