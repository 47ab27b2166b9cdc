import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { recipeSections } from './recipeSettings'

describe('a recipe', () => {
  it('is shown section by section, after settings outside any section', () => {
    expect(
      recipeSections({
        objective: { name: 'gradient-norm', epsilon_255: 8, lambda_gn: 0.5 },
        name: 'Gradient norm',
        training: { epochs: 11, start_from: null, nesterov: true },
      }),
    ).toEqual([
      { title: '', settings: [{ name: 'name', value: 'Gradient norm' }] },
      {
        title: 'objective',
        settings: [
          { name: 'name', value: 'gradient-norm' },
          { name: 'epsilon_255', value: '8' },
          { name: 'lambda_gn', value: '0.5' },
        ],
      },
      {
        title: 'training',
        settings: [
          { name: 'epochs', value: '11' },
          { name: 'start_from', value: 'null' },
          { name: 'nesterov', value: 'true' },
        ],
      },
    ])
  })

  it('names lists, and nested settings', () => {
    const [section] = recipeSections({ a: { widths: [32, 64], b: { c: 1, d: { e: [2] } } } })
    expect(section?.settings).toEqual([
      { name: 'widths', value: '32, 64' },
      { name: 'b.c', value: '1' },
      { name: 'b.d', value: '{"e":[2]}' },
    ])
  })

  it('has a choice’s settings beside its id, as the browser writes them', () => {
    const [section] = recipeSections({ optimizer: { id: 'adamw', settings: { beta1: 0.9 } } })
    expect(section?.settings).toEqual([
      { name: 'id', value: 'adamw' },
      { name: 'beta1', value: '0.9' },
    ])
  })

  it('without content has no sections', () => {
    expect(recipeSections({})).toEqual([])
    expect(recipeSections({ objective: {} })).toEqual([])
  })

  it('is cut before it becomes unreadable', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`s${i}`, i]))
    const sections = recipeSections({ many, more: { text: 'x'.repeat(5000) } })
    expect(sections.flatMap(({ settings }) => settings)).toHaveLength(100)
    expect(recipeSections({ text: 'x'.repeat(5000) })[0]?.settings[0]?.value).toHaveLength(201)
  })

  it('of a shipped model is shown whole', () => {
    const file = new URL('../../../../models/cifar10-resnet-gelu-gradnorm/manifest.json', import.meta.url)
    const { recipe } = JSON.parse(readFileSync(file, 'utf8')).training
    const shown = recipeSections(recipe).flatMap(({ settings }) => settings.map(({ name }) => name))
    const written = Object.values(recipe).flatMap((part) =>
      typeof part === 'object' ? Object.keys(part as object) : ['name'],
    )
    expect(shown.sort()).toEqual(written.sort())
  })
})
