/** @file Small changes of a file's bytes, as a bad disk, a bad editor or a bad person makes them. */
import fc from 'fast-check'
import { joined } from '../../images/datasets/testArchives'

/** A share of the file's length. */
const place = fc.double({ min: 0, max: 1, noNaN: true })

const change = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), at: place, to: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant('insert' as const), at: place, bytes: fc.uint8Array({ maxLength: 12 }) }),
  fc.record({ kind: fc.constant('delete' as const), at: place, count: fc.integer({ min: 1, max: 64 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: place }),
  fc.record({
    kind: fc.constant('repeat' as const),
    at: place,
    count: fc.integer({ min: 1, max: 64 }),
    times: fc.integer({ min: 1, max: 8 }),
  }),
)
export type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never

/** A number that chooses a seed, and what is done to it. */
export const anyMutation = fc.tuple(fc.nat(), fc.array(change, { minLength: 1, maxLength: 4 }))

/** A format, how a file of it is changed, and how it is read. */
export interface MutatedFormat {
  readonly seeds: readonly Uint8Array[]
  /** Of the whole file, or of the part of it that says what the rest is. */
  readonly mutate: (file: Uint8Array, changes: readonly Change[]) => Uint8Array
  /** Reads the file, and all that it holds. Throws one sentence where it cannot be read. */
  readonly read: (bytes: Uint8Array<ArrayBuffer>) => Promise<unknown>
}

export const mutateAll: MutatedFormat['mutate'] = (file, changes) => changes.reduce(changed, file)

export function mutationOf({ seeds, mutate }: MutatedFormat, [seed, changes]: [number, readonly Change[]]) {
  return new Uint8Array(mutate(seeds[seed % seeds.length] as Uint8Array, changes))
}

function changed(bytes: Uint8Array, one: Change): Uint8Array {
  const at = Math.floor(one.at * bytes.length)
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)]
  switch (one.kind) {
    case 'set':
      return joined(before, Uint8Array.of(one.to), after.subarray(1))
    case 'insert':
      return joined(before, one.bytes, after)
    case 'delete':
      return joined(before, after.subarray(one.count))
    case 'cut':
      return joined(before)
    case 'repeat':
      return joined(before, ...Array.from({ length: one.times }, () => after.subarray(0, one.count)), after)
  }
}
