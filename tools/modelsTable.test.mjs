import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { modelsTable, readManifests, withModelsTable } from './modelsTable.mjs'
import { root } from './root.mjs'

it("holds the README's figures to the manifests", () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  expect(withModelsTable(readme, readManifests()), 'run: node tools/modelsTable.mjs').toBe(readme)
})

it('writes a measured model with its number of pictures', () => {
  const manifest = {
    name: 'Natural',
    training: { objective: 'natural', epochsTrained: 15, epochsPlanned: 15 },
    weights: { bytes: 1251012 },
    figures: {
      cleanAccuracy: 0.9134,
      robustAccuracy: [{ epsilon255: 8, accuracy: 0.001 }],
      meanGradientL1: 123.4,
      meanEdgeAlignment: 0.214,
      pictures: 5000,
    },
  }
  const last = modelsTable([manifest]).split('\n').at(-1)
  expect(last).toBe('| Natural | 15 of 15 epochs | 1.25 MB | 91.3 % |  | 0.1 % | 123 | 0.21 | 5,000 |')
})
