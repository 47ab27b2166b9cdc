/** @file The reverse of opening: model.json and its shard, with the weights as training has changed them. */
import { parseBoundedJson } from '../../../boundedJson'
import type { TfjsSettings } from '../../architectures/tfjs/settings'
import type { StoredTensor } from '../../checkpoints/safetensors'
import type { WeightSpec } from './types'

interface WrittenFile {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

const SHARD = 'group1-shard1of1.bin'

/** @param weights by the names that they have among the model's weights; all are written as float32 */
export function writeTfjsModel(
  { kind, topology, signature, names, shapes, wholeNumbers }: TfjsSettings,
  weights: ReadonlyMap<string, StoredTensor>,
): WrittenFile[] {
  const specs: WeightSpec[] = []
  const parts: Uint8Array<ArrayBuffer>[] = []
  for (const [name, stored] of names) {
    specs.push({ name, shape: shapes.get(name) as readonly number[], dtype: 'float32' })
    const { values } = weights.get(stored) as StoredTensor
    parts.push(new Uint8Array(values.slice().buffer))
  }
  for (const { name, shape, dtype, values } of wholeNumbers) {
    specs.push({ name, shape, dtype })
    parts.push(dtype === 'bool' ? Uint8Array.from(values) : new Uint8Array(Int32Array.from(values).buffer))
  }
  const json = {
    format: `${kind}-model`,
    generatedBy: 'Gradlens',
    convertedBy: null,
    ...(signature !== null && { signature }),
    modelTopology: parseBoundedJson(topology),
    weightsManifest: [{ paths: [SHARD], weights: specs }],
  }
  return [
    { name: 'model.json', bytes: new TextEncoder().encode(JSON.stringify(json)) },
    { name: SHARD, bytes: joined(parts) },
  ]
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let begin = 0
  for (const part of parts) {
    whole.set(part, begin)
    begin += part.length
  }
  return whole
}
