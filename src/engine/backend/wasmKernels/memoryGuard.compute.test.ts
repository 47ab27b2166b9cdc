/** @file WebAssembly has 4 GB at most: what has no room there is refused, and no other tensor is written over. */
import { beforeAll, expect, it } from 'vitest'
import { prepareBackend } from '../../../testing/backends'
import { expectSentence } from '../../../testing/sentence'
import * as tf from '../../tf'
import { describeDeath } from '../engineDeath'
import type { WasmMemory } from './wasmMemory'

beforeAll(() => prepareBackend('wasm'))

function errorOf(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  return null
}

const expectDeath = (error: unknown) =>
  expectSentence(describeDeath(error) ?? '', 'cannot enlarge memory for a tensor of', 'choose a smaller model')

it.each([2 ** 30, 2 ** 30 + 10, 2 ** 31])(
  'a tensor of %i numbers is refused: malloc takes its size modulo 4 GB',
  (size) => {
    const memory = tf.backend() as unknown as WasmMemory
    expectDeath(errorOf(() => memory.makeOutput([size], 'float32')))
  },
)

it('what has no room is refused, and leaves all that is there', () => {
  const memory = tf.backend() as unknown as WasmMemory
  const kept = tf.range(0, 1000)
  const before = kept.dataSync()
  const made: tf.TensorInfo[] = []
  // Room that nothing is written to costs no memory of the computer.
  const error = errorOf(() => {
    for (let i = 0; i < 20; i++) made.push(memory.makeOutput([2 ** 27], 'float32'))
  })
  expectDeath(error)
  expect(made.length).toBeGreaterThan(0)
  expect(kept.dataSync()).toEqual(before)
  for (const { dataId } of made) tf.backend().disposeData(dataId)
  expect(tf.tidy(() => tf.add(kept, 1).dataSync())[999]).toBe(1000)
  kept.dispose()
})
