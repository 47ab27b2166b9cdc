import { describe, expect, it } from 'vitest'
import { publishedModels } from '../../testing/architectureShapes'
import { cpuSeconds } from '../../testing/cpuSeconds'
import { ARCHITECTURE_DESCRIPTIONS } from './descriptions'
import { recogniseArchitecture } from './recognise'
import type { Recognised } from './recognised'
import type { ParameterShapes } from './types'

const known = publishedModels.filter(({ family }) => family !== null)
const unknown = publishedModels.filter(({ family }) => family === null)

const fieldsOf = (name: string, field: unknown) =>
  ARCHITECTURE_DESCRIPTIONS.find((description) => description.name === name)?.parseSettings(field) as Record<
    string,
    unknown
  >

/** With heads of another width than others as wide: a person has to choose. */
const UNUSUAL_HEADS = 'timm vit_base_patch16_gap_224'

describe('recognising an architecture', () => {
  it.each(known.map((model) => [model.name, model] as const))('of %s', (name, { family, facts, shapes }) => {
    const recognised = recogniseArchitecture(shapes) as Recognised
    expect(recognised?.architecture.name).toBe(family)
    const { architecture, openSettings, title, size } = recognised
    const found = fieldsOf(architecture.name, architecture)
    const open = new Map(openSettings.map(({ field, values }) => [field, values]))
    for (const [field, values] of open) expect(found[field], field).toBe(values[0])
    expect(title).not.toMatch(/NaN|undefined/)
    if (size?.basis === 'found') expect(size.value).toBe(facts.side)
    else expect(size?.value).toBeOneOf([facts.side, 224])
    if (facts.field !== undefined) {
      for (const [field, value] of Object.entries(fieldsOf(architecture.name, facts.field))) {
        if (!open.has(field)) expect([field, found[field]]).toEqual([field, value ?? found[field]])
      }
    }
    if (name === UNUSUAL_HEADS) expect(open.get('heads')).toContain(facts.heads)
    else if (facts.heads !== undefined) expect(found.heads).toBe(facts.heads)
    if (facts.norm_epsilon !== undefined) expect(found.norm_epsilon).toBe(facts.norm_epsilon)
    if (facts.mean !== undefined) expect(found.pool !== 'token').toBe(facts.mean)
    if (facts.windows !== undefined) {
      const windows = facts.windows as number[]
      expect(found.window).toEqual(new Set(windows).size === 1 ? windows[0] : windows)
    }
  })

  it.each(unknown.map((model) => [model.name, model] as const))('refuses %s', (_, { shapes }) => {
    expect(recogniseArchitecture(shapes)).toBeNull()
  })

  it('refuses tensors too many, too few, or misshapen, and never throws', () => {
    for (const { shapes } of known.slice(0, 200)) {
      const entries = [...shapes]
      for (const i of [0, Math.floor(entries.length / 3), entries.length - 1]) {
        const [name, shape] = entries[i] as (typeof entries)[number]
        const without = new Map(entries.filter((_, j) => j !== i))
        const longer = new Map(shapes).set(name, [...shape, 2])
        const odd = new Map(shapes).set(
          name,
          shape.map((side) => side + 1),
        )
        for (const changed of [without, longer, odd, new Map(shapes).set('extra.weight', [3])]) {
          const recognised = recogniseArchitecture(changed)
          if (recognised === null) continue
          // What remains whole is another model: of more classes, or without a bias.
          const { architecture, classes } = recognised
          const description = ARCHITECTURE_DESCRIPTIONS.find(({ name }) => name === architecture.name)
          const wanted = description?.parameterShapes(description.parseSettings(architecture), classes)
          expect(Object.fromEntries(wanted ?? [])).toEqual(Object.fromEntries(changed))
        }
      }
    }
  })
})

describe('models for grey images', () => {
  const field = { name: 'preact-resnet', widths: [8], depths: [1], stem_width: 8, activation: 'relu', channels: 1 }
  const grey = [
    ['preact-resnet', field],
    ['vit', { name: 'vit', embed_dim: 64, depth: 1, heads: 1, patch: 4, grid: 7, mlp_width: 64, activation: 'gelu' }],
  ] as const

  it.each(grey)('%s are recognised, and accept no others', (name, field) => {
    const description = ARCHITECTURE_DESCRIPTIONS.find((description) => description.name === name)
    const settings = description?.parseSettings({ ...field, channels: 1 })
    const recognised = recogniseArchitecture(description?.parameterShapes(settings, 10) as ParameterShapes)
    expect(recognised).toMatchObject({ channels: 1, size: { value: 28 }, architecture: { name, channels: 1 } })
    expect(() => description?.checkInput?.(settings, 28, 28, 1)).not.toThrow()
    expect(() => description?.checkInput?.(settings, 28, 28, 3)).toThrow(
      /"input\.channels" is 3 where the network's first layer takes 1/,
    )
  })
})

/** torch.nn.Sequential with these layers, each [index, weight's shape]. */
const sequence = (...layers: readonly (readonly [string, readonly number[]])[]): ParameterShapes =>
  new Map(
    layers.flatMap(([name, shape]) => [
      [`${name}.weight`, shape],
      [`${name}.bias`, [shape[0] as number]],
    ]),
  )

describe('recognising plain sequences', () => {
  const geometries = (shapes: ParameterShapes) => {
    const recognised = recogniseArchitecture(shapes)
    const open = recognised?.openSettings.find(({ field }) => field === 'geometry')
    return { recognised, texts: open?.values ?? [recognised?.architecture.geometry] }
  }

  it('the small network of provable robustness, on grey images', () => {
    const { recognised, texts } = geometries(
      sequence(['0', [16, 1, 4, 4]], ['2', [32, 16, 4, 4]], ['5', [100, 1568]], ['7', [10, 100]]),
    )
    expect(recognised).toMatchObject({ classes: 10, channels: 1, size: { value: 28 } })
    expect(texts[0]).toBe('4x4 stride 2 padding 1, 4x4 stride 2 padding 1')
    const layers = ((recognised as Recognised).architecture.layers as { type: string }[]).map(({ type }) => type)
    const [c, a, d] = ['convolution', 'activation', 'dense']
    expect(layers).toEqual([c, a, c, a, 'flatten', d, a, d])
  })

  it('its large relative, on CIFAR-10', () => {
    const { recognised, texts } = geometries(
      sequence(
        ['0', [32, 3, 3, 3]],
        ['2', [32, 32, 4, 4]],
        ['4', [64, 32, 3, 3]],
        ['6', [64, 64, 4, 4]],
        ['9', [512, 4096]],
        ['11', [512, 512]],
        ['13', [10, 512]],
      ),
    )
    expect(recognised).toMatchObject({ channels: 3, size: { value: 32 } })
    const [one, half] = ['3x3 stride 1 padding 1', '4x4 stride 2 padding 1']
    expect(texts[0]).toBe(`${one}, ${half}, ${one}, ${half}`)
  })

  it('a pool implied by a missing index, and one without a name', () => {
    const { recognised, texts } = geometries(
      sequence(
        ['features.0', [16, 3, 3, 3]],
        ['features.3', [32, 16, 3, 3]],
        ['classifier.0', [64, 2048]],
        ['classifier.3', [10, 64]],
      ),
    )
    expect(recognised?.size?.value).toBe(32)
    expect(texts[0]).toBe('3x3 stride 1 padding 1 max-pool 2, 3x3 stride 1 padding 1 max-pool 2')
  })

  it('dense layers alone, for grey and for coloured pixels', () => {
    const grey = recogniseArchitecture(sequence(['1', [100, 784]], ['3', [10, 100]]))
    expect(grey).toMatchObject({ channels: 1, size: { value: 28 }, architecture: { geometry: '' } })
    const coloured = recogniseArchitecture(sequence(['1', [100, 3072]], ['3', [10, 100]]))
    expect(coloured).toMatchObject({ channels: 3, size: { value: 32 } })
  })

  it('the mean of features, with one number per channel', () => {
    const { recognised } = geometries(sequence(['0', [16, 3, 3, 3]], ['2', [32, 16, 3, 3]], ['6', [10, 32]]))
    expect(((recognised as Recognised).architecture.layers as { type: string }[]).map(({ type }) => type)).toContain(
      'mean',
    )
  })

  it('offers geometries that all fit the image', () => {
    const { recognised, texts } = geometries(
      sequence(['0', [8, 3, 5, 5]], ['2', [8, 8, 3, 3]], ['4', [8, 8, 4, 4]], ['7', [10, 128]]),
    )
    expect(texts.length).toBeGreaterThan(1)
    const sequential = ARCHITECTURE_DESCRIPTIONS.find(({ name }) => name === 'sequential')
    const side = recognised?.size?.value as number
    for (const geometry of texts) {
      const settings = sequential?.parseSettings({ ...recognised?.architecture, geometry })
      expect(() => sequential?.checkInput?.(settings, side, side, 3)).not.toThrow()
    }
  })

  it('ends soon for any length and number of tensors', async () => {
    const convolutions = Array.from({ length: 40 }, (_, i) => [`${2 * i}`, [3, 3, 3, 3]] as const)
    const long = sequence(...convolutions, ['500', [10, 3 * 7 ** 2]])
    const many = sequence(...Array.from({ length: 30_000 }, (_, i) => [`part${i}.0`, [3, 3, 3, 3]] as const))
    const spent = await cpuSeconds(() => {
      recogniseArchitecture(long)
      expect(recogniseArchitecture(many)).toBeNull()
    })
    expect(spent).toBeLessThan(2)
  })

  it.each([
    ['an encoder and a decoder', sequence(['encoder.0', [8, 3, 3, 3]], ['decoder.0', [3, 8, 3, 3]])],
    ['features that make no square', sequence(['0', [8, 3, 3, 3]], ['3', [10, 8 * 17]])],
    ['names beside those of a sequence', new Map([...sequence(['0', [10, 784]]), ['scale', [1]]])],
  ])('refuses %s', (_, shapes) => {
    expect(recogniseArchitecture(shapes)).toBeNull()
  })
})
