/** @file Folder names that say what images are for rather than what they show. */
import type { Split } from '../split'

export type SplitName = Split['name']

export const SPLIT_ORDER: readonly SplitName[] = ['train', 'validation', 'test']

const WORDS: Readonly<Record<SplitName, readonly string[]>> = {
  train: ['train', 'training', 'trn'],
  validation: ['val', 'valid', 'validation', 'dev'],
  test: ['test', 'testing', 'tst', 'eval', 'evaluation'],
}
const SPLITS = new Map(SPLIT_ORDER.flatMap((name) => WORDS[name].map((word) => [word, name] as const)))

/** Words that accompany a split's name in public data sets: "training_set", "seg_test", "train2017". */
const BESIDE = /^(set|data|dataset|images?|imgs?|images?|photos?|split|folder|seg|labell?ed|small|full|new|x|\d+)$/

const UNLABELLED =
  /^((un(labell?ed|supervised|sup|label)|no[ _-]?labels?)([ _-]?(images?|data|set))?|(seg[ _-]?)?pred(ict(ions?)?)?)$/i

/** Folder names that only say that there are images inside; they stand for the parent folder. */
const TRANSPARENT = /^(images?|imgs?|jpegimages)$/i

export const isTransparent = (name: string): boolean => TRANSPARENT.test(name)

/** The split called `name`, or null. */
export function splitCalled(name: string): SplitName | null {
  return SPLITS.get(name.toLowerCase()) ?? null
}

export interface SplitWord {
  readonly split: SplitName
  /** The name's other words, joined. */
  readonly beside: string
  /** Whether these other words name nothing: in "seg_train", not in "bullet_train". */
  readonly isPlain: boolean
}

/** The only split that is a word of `name`; null if there is none or several. */
export function splitWordOf(name: string): SplitWord | null {
  const words = name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+|(?<=\d)(?=\p{L})|(?<=\p{L})(?=\d)/u)
    .filter((word) => word !== '')
  const splits = words.flatMap((word) => SPLITS.get(word) ?? [])
  const [split] = splits
  if (split === undefined || splits.length > 1) return null
  const others = words.filter((word) => !SPLITS.has(word))
  return { split, beside: others.join(' '), isPlain: others.every((word) => BESIDE.test(word)) }
}

/** Whether images directly in a folder of this name have no known label. */
export function isWithoutLabels(name: string): boolean {
  return splitWordOf(name)?.isPlain === true || UNLABELLED.test(name)
}
