import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { shippedIds } from '../../testing/manifests'
import { expectSentence, messageOf } from '../../testing/sentence'
import { parseTrainingLog, readTrainingLog } from './trainingLog'

const models = new URL('../../../models/', import.meta.url)

describe('a training log', () => {
  it('is read line by line', () => {
    const text = '{"epoch": 1, "ce": 0.5, "clean": 0.75}\n\n{"epoch": 2, "ce": 0.25, "clean": 0.8}\n'
    expect(parseTrainingLog(text)).toEqual([
      { epoch: 1, ce: 0.5, clean: 0.75 },
      { epoch: 2, ce: 0.25, clean: 0.8 },
    ])
  })

  it('is ordered by epoch; of an epoch written twice the later line counts', () => {
    const text = '{"epoch": 2, "ce": 3}\n{"epoch": 1, "ce": 1}\n{"epoch": 2, "ce": 2}'
    expect(parseTrainingLog(text).map(({ ce }) => ce)).toEqual([1, 2])
  })

  it('may be empty', () => {
    expect(parseTrainingLog('\n')).toEqual([])
  })

  it.each(shippedIds)('of %s is read in full', (id) => {
    const text = readFileSync(new URL(`${id}/training-log.jsonl`, models), 'utf8')
    const manifest = JSON.parse(readFileSync(new URL(`${id}/manifest.json`, models), 'utf8'))
    const log = parseTrainingLog(text)
    expect(log.at(-1)?.epoch).toBe(manifest.training.epochsTrained)
    for (const { clean, pgd10 } of log) {
      expect(clean).toBeGreaterThan(0)
      expect(pgd10).toBeLessThanOrEqual(clean as number)
    }
  })

  it('ignores fields that every object has', () => {
    expect(parseTrainingLog('{"epoch": 1, "__proto__": {"ce": 5}}')[0]?.ce).toBeUndefined()
  })

  it.each([
    ['no JSON', '{"epoch": 1}\nepoch 2', 'line 2 is not JSON'],
    ['no object', '[1, 2]', 'line 1'],
    ['no epoch', '{"ce": 1}', 'line 1', 'field "epoch" is missing'],
    ['half an epoch', '{"epoch": 1.5}', 'field "epoch" is 1.5'],
    ['a text for a number', '{"epoch": 1, "ce": "low"}', 'field "ce" is "low"'],
    ['NaN, as JSON knows none', '{"epoch": 1, "ce": NaN}', 'line 1 is not JSON'],
    ['infinity', '{"epoch": 1, "ce": 1e999}', 'field "ce"'],
    ['a field with an odd name', '{"epoch": 1, "<b>": 5}', 'field "<b>"'],
    ['too many fields', JSON.stringify({ epoch: 1, ...manyFields(32) }), 'more than 32 fields'],
    ['too many lines', '{"epoch": 1}\n'.repeat(10_001), '10,001 lines'],
  ])('of %s is refused', async (_, text, ...parts) => {
    expectSentence(await messageOf(() => parseTrainingLog(text)), 'training log', ...parts)
  })

  it('is read up to 1 MiB', async () => {
    const limits: number[] = []
    await readTrainingLog('log.jsonl', async (_, __, maxBytes) => {
      limits.push(maxBytes)
      return new ArrayBuffer(0)
    })
    expect(limits).toEqual([1024 * 1024])
  })
})

function manyFields(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`field${i}`, i]))
}
