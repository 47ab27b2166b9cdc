/** @file Texts that a stranger's manifest may have, and where a manifest has texts. */

import { type Manifest, parseManifest } from '../engine/checkpoints/manifest'

/** What fills any length: each hostile in its own way. */
export const HOSTILE: Readonly<Record<string, (length: number) => string>> = {
  'one unbroken word': (length) => 'W'.repeat(length),
  HTML: (length) => '<img src=x onerror=alert(1)>'.repeat(length).slice(0, length),
  'right to left': (length) => '\u202eאבגדהוזחט \u2067مرحبا'.repeat(length).slice(0, length),
  emoji: (length) => '🏳️‍🌈'.repeat(Math.floor(length / 6)).padEnd(1, '🙂'),
  'control characters': (length) => '\u0000\u0007\u001b[31m\u0085a'.repeat(length).slice(0, length),
  'no width': (length) => 'a\u200b\u200d\u2060\ufeff\u00ad'.repeat(length).slice(0, length),
  'a formula': (length) => '=HYPERLINK(0)'.padEnd(length, '+1').slice(0, length),
  'combining marks': (length) => 'Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d'.repeat(length).slice(0, length),
}

type Path = readonly (string | number)[]

/** The paths of all texts in plain data. */
export function textPaths(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value === 'string') return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => textPaths(inner, [...path, key]))
}

/** A copy with another value at a path. */
export function withValueAt<Data>(data: Data, path: Path, value: unknown): Data {
  const copy = structuredClone(data) as unknown
  const parent = path.slice(0, -1).reduce((inner, key) => (inner as Record<string | number, unknown>)[key], copy)
  ;(parent as Record<string | number, unknown>)[path.at(-1) as string] = value
  return copy as Data
}

const LENGTHS = [2000, 600, 300, 255, 200, 100, 80, 60, 10]

/** The manifest with a text of this kind in every field that takes one, as long as the field allows. */
export function hostileManifest(manifest: Manifest, kind: (length: number) => string): Manifest {
  let filled = manifest
  for (const path of textPaths(manifest)) {
    for (const length of LENGTHS) {
      const changed = withValueAt(filled, path, kind(length))
      try {
        filled = parseManifest(JSON.stringify(changed))
        break
      } catch {
        // Shorter, or it is no text of a person's.
      }
    }
  }
  return filled
}
