/** @file Manifests for tests: valid ones, of which a test changes what it is about. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { type Manifest, parseManifest } from '../engine/checkpoints/manifest'

type Changes<Value> = {
  readonly [Key in keyof Value]?: Value[Key] extends readonly unknown[] | null
    ? Value[Key]
    : NonNullable<Value[Key]> extends object
      ? Changes<NonNullable<Value[Key]>> | null
      : Value[Key]
}

const PLAIN = {
  formatVersion: 1,
  id: 'plain',
  name: 'Plain',
  training: {
    objective: 'natural',
    summary: 'Trained plainly.',
    epsilon255: null,
    startedFrom: null,
    epochsTrained: 2,
    epochsPlanned: 2,
    seed: 1,
    recipe: {},
    libraries: {},
    secondsPerEpoch: null,
  },
  architecture: { name: 'resnet', activation: 'gelu' },
  data: 'CIFAR-10',
  classes: ['cat', 'dog'],
  input: { height: 2, width: 2, channels: 3, mean: [0, 0, 0], std: [1, 1, 1] },
  weights: { file: 'weights.safetensors', sha256: '0'.repeat(64), bytes: 100, dtype: 'float16', parameters: 50 },
  licence: 'MIT',
  figures: {
    images: 5000,
    split: 'the first 5,000',
    cleanAccuracy: 0.9,
    robustAccuracy: [],
    command: 'python evaluate.py',
    tool: 'torchattacks',
    date: '2026-01-01',
  },
}

/** A manifest as the engine would hand it on: whatever a test changes is checked as well. */
export function manifestOf(changes: Changes<Manifest> = {}): Manifest {
  return parseManifest(JSON.stringify(merged(PLAIN, changes)))
}

const models = new URL('../../models/', import.meta.url)

/** The ids of the models that lie in models/. */
export const shippedIds: readonly string[] = readdirSync(models).filter((id) =>
  existsSync(new URL(`${id}/manifest.json`, models)),
)

export const shippedManifests = (): Manifest[] =>
  shippedIds.map((id) => parseManifest(readFileSync(new URL(`${id}/manifest.json`, models), 'utf8')))

function merged(base: unknown, changes: unknown): unknown {
  if (changes === undefined) return base
  if (!isObject(base) || !isObject(changes)) return changes
  const keys = [...new Set([...Object.keys(base), ...Object.keys(changes)])]
  return Object.fromEntries(keys.map((key) => [key, merged(base[key], changes[key])]))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
