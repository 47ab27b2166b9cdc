/** @file Trees of as many folders as a data set may have: what is compared grows with their number, not its square. */
import { describe, expect, it } from 'vitest'
import { UNCONTROLLED } from '../../../engine/jobControl'
import { measureSpending } from '../../../testing/spent'
import { arrangeInClasses } from '../classFolders'
import { Problems } from '../problems'

const FILES = 20_000
/** Some tenths of a second, where comparing all with all takes tens of them. */
const MOST_MS = 4000

/** Of punctuation, a different one for each number. */
const punctuated = (i: number) => `ca${i.toString(3).replace(/\d/g, (digit) => '-_.'[Number(digit)] as string)}t`

describe(`${FILES.toLocaleString('en')} images`, () => {
  it.each<[string, (i: number) => string, RegExp]>([
    ['in as many class folders', (i) => `k${i}/1.png`, /20,000 class folders, more than/],
    ['in class folders that differ in punctuation alone', (i) => `${punctuated(i)}/1.png`, /^1 class$/],
    ['in as many splits', (i) => `train_${i}/c/1.png`, /20,000 class folders/],
    [
      'in as many splits of classes of their own',
      (i) => `k${i}_${['train', 'test'][i % 2]}/c${i}/1.png`,
      /20,000 class folders/,
    ],
    [
      'in class folders whose names grow in normal forms',
      (i) => `${'\ufdfa'.repeat(60)}${i}/1.png`,
      /20,000 class folders/,
    ],
    ['in splits within splits', (i) => `${'val/'.repeat(60)}c${i % 9}/${i}.png`, /^9 classes$/],
    ['in pairs of classes deep in folders', (i) => `${'a/'.repeat(62)}s${i >> 1}/${'xy'[i % 2]}/1.png`, /^2 classes$/],
    [
      'in folders too deep',
      (i) => `${'a/'.repeat(400)}s${i >> 1}/${'xy'[i % 2]}/1.png`,
      /has no images in class folders/,
    ],
  ])('%s are read or refused in time', async (_, pathOf, outcome) => {
    const files = Array.from({ length: FILES }, (_, i) => ({ path: pathOf(i) }))
    const spent = measureSpending()
    expect(await outcomeOf(files)).toMatch(outcome)
    expect(spent().ms).toBeLessThan(MOST_MS)
  })
})

async function outcomeOf(files: readonly { readonly path: string }[]): Promise<string> {
  try {
    const { length } = (await arrangeInClasses(files, new Problems(), UNCONTROLLED)).classes
    return length === 1 ? '1 class' : `${length} classes`
  } catch (error) {
    return (error as Error).message
  }
}
