import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { HOSTILE, textPaths, withValueAt } from '../../testing/hostileTexts'
import { expectSentence, messageOf } from '../../testing/sentence'
import { parseManifest } from './manifest'

const plain: unknown = JSON.parse(
  readFileSync(new URL('../../../models/cifar10-resnet-gelu-natural/manifest.json', import.meta.url), 'utf8'),
)
/** A recipe may hold anything, of which the card shows beginnings; an architecture checks its settings itself. */
const paths = textPaths(plain)
  .map((path) => path.join('.'))
  .filter((path) => !/^(training\.recipe|architecture\.(?!name))/.test(path))

const parse = (path: string, text: string) => parseManifest(JSON.stringify(withValueAt(plain, path.split('.'), text)))

describe('a text of a manifest', () => {
  it.each(paths)('%s has a bound', async (path) => {
    const message = await messageOf(() => parse(path, 'W'.repeat(100_000)))
    expectSentence(message)
    expect(message.length).toBeLessThan(400)
  })

  it.each(Object.keys(HOSTILE))('is taken without what hides it where it is %s', (kind) => {
    for (const path of ['name', 'data', 'licence', 'training.summary']) {
      const text = HOSTILE[kind]?.(70) ?? ''
      const [read, written] = [parse(path, text), text.replaceAll(/[\u202e\u2067\p{Cc}]/gu, '')]
      expect(path.split('.').reduce((inner, key) => (inner as Record<string, unknown>)[key] as never, read)).toBe(
        written,
      )
    }
  })

  it('is refused where nothing of it can be seen', async () => {
    expectSentence(await messageOf(() => parse('name', '\u202e\u200f')))
  })
})
