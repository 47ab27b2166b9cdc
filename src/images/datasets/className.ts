/** @file Compares class names without regard to how they are written. */

/** Punctuation and spaces, which copies of a data set omit or replace because file systems do not allow all of them. */
const SEPARATORS = /[\s_\-\u2010-\u2015/\\.,;:'\u2018\u2019`"\u201c\u201d()[\]{}|~!?*<>]+/gu

/**
 * A name without case, accents of Latin letters, spaces and punctuation: "T-shirt/top", "t_shirt_top" and "Tshirt top"
 * have the same key. Numbers are kept apart. A name of only punctuation is its own key.
 */
export function classKey(name: string): string {
  return withoutSeparators(normalised(name, 'NFKD').replace(/(\p{Script=Latin})\p{Mn}+/gu, '$1'))
}

/** A syllable of Hangul has up to three letters. */
const MOST_LETTERS = 4

/** In a normal form. A name that gets many times as long, as of ligatures of whole sentences, stays as it is. */
function normalised(name: string, form: 'NFKC' | 'NFKD'): string {
  const text = name.normalize(form)
  return text.length > MOST_LETTERS * (name.length + MOST_LETTERS) ? name : text
}

/** In "-1", "<5" and "> 5 years" the sign is not punctuation. */
const SIGN_BEFORE_NUMBER = /^\s*([-\u2212<>~]=?)\s*(?=\d)/u
const SIGNS: Readonly<Record<string, string>> = {
  '-': 'minus',
  '\u2212': 'minus',
  '<': 'below',
  '>': 'above',
  '~': 'about',
}

/**
 * A name without case, spaces and punctuation: folders of one data set with the same key are the same class. Accents
 * count, and names with fewer than two letters or digits are not changed: "A" is neither "a" nor "A-".
 */
export function spellingKey(name: string): string {
  const key = withoutSeparators(name.replace(SIGN_BEFORE_NUMBER, (_, [sign]: string) => `${SIGNS[sign as string]} `))
  return [...key].length < 2 ? name.normalize('NFC').trim() : key
}

function withoutSeparators(name: string): string {
  const plain = normalised(name, 'NFKC').toLowerCase().replaceAll('&', ' and ').replace(SEPARATORS, ' ').trim()
  if (plain === '') return name.trim()
  return plain.replace(/(?<!\d) | (?!\d)/g, '')
}

/** A WordNet id, which names ImageNet's folders: "n02110185" or "n02110185_siberian_husky". */
const WORDNET_ID = /^n\d{8}(?=$|[\s._-])/

/** A number before a name, as CUB-200 ("001.Black_footed_Albatross") and torchvision's MNIST ("0 - zero") do. */
const NUMBER_BEFORE = /^\d+[\s._-]+(?![\s._-])(?=.*\p{L})/u

/** The index that distinguishes two classes of the same name: "crane #134". */
const INDEX_BEHIND = / #\d+$/

/**
 * Keys of a name and of its parts: without a leading number or WordNet id, the id alone, the first of several names
 * ("tench, Tinca tinca", as ImageNet lists them), and a number without leading zeros.
 */
export function bareKeys(name: string): string[] {
  const text = name.trim()
  const [id] = WORDNET_ID.exec(text) ?? []
  const forms = [
    text,
    text.replace(NUMBER_BEFORE, ''),
    text.replace(INDEX_BEHIND, ''),
    text.split(',')[0] as string,
    ...(id === undefined ? [] : [id, text.slice(id.length)]),
    ...(/^\d+$/.test(text) ? [text.replace(/^0+(?=\d)/, '')] : []),
  ]
  return [...new Set(forms.map(classKey))].filter((key) => key !== '')
}

/**
 * Names of the same class in different copies of a data set: CIFAR-10's authors say "airplane" and "automobile",
 * PyTorch's tutorial "plane" and "car", STL-10 "airplane" and "car", Pascal VOC "aeroplane"; digits are numbers or words.
 */
const SYNONYMS: readonly (readonly string[])[] = [
  ['airplane', 'aeroplane', 'plane'],
  ['automobile', 'car'],
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'].map((word, i) => [`${i}`, word]),
]
const SYNONYM_KEYS = new Map(SYNONYMS.flatMap((names) => names.map((name) => [name, names[0] as string] as const)))

/** Bare keys, the same for synonyms. */
export const synonymKeys = (name: string): string[] => bareKeys(name).map((key) => SYNONYM_KEYS.get(key) ?? key)
