/** @file When two names of a class are the same but for how they are written. */

/** Punctuation and spaces, as copies of a set leave them out or replace them: file systems do not take all of them. */
const SEPARATORS = /[\s_\-\u2010-\u2015/\\.,;:'\u2018\u2019`"\u201c\u201d()[\]{}|~!?*<>]+/gu

/**
 * What is left of a name without case, accents of Latin letters, spaces and punctuation: "T-shirt/top", "t_shirt_top"
 * and "Tshirt top" have one key. Numbers are not run together. A name of punctuation alone is its own key.
 */
export function classKey(name: string): string {
  return withoutSeparators(name.normalize('NFKD').replace(/(\p{Script=Latin})\p{Mn}+/gu, '$1'))
}

/** "-1", "<5" and "> 5 years": here the sign is not punctuation. */
const SIGN_BEFORE_NUMBER = /^\s*([-\u2212<>~]=?)\s*(?=\d)/u
const SIGNS: Readonly<Record<string, string>> = {
  '-': 'minus',
  '\u2212': 'minus',
  '<': 'below',
  '>': 'above',
  '~': 'about',
}

/**
 * What is left of a name without case, spaces and punctuation alone, so that folders of one set with one key are the
 * same class. Accents count, and so does all of a name without two letters or digits: "A" is not "a", nor is it "A-".
 */
export function spellingKey(name: string): string {
  const key = withoutSeparators(name.replace(SIGN_BEFORE_NUMBER, (_, [sign]: string) => `${SIGNS[sign as string]} `))
  return [...key].length < 2 ? name.normalize('NFC').trim() : key
}

function withoutSeparators(name: string): string {
  const plain = name.normalize('NFKC').toLowerCase().replaceAll('&', ' and ').replace(SEPARATORS, ' ').trim()
  if (plain === '') return name.trim()
  return plain.replace(/(?<!\d) | (?!\d)/g, '')
}

/** An id of WordNet, as ImageNet names its folders: "n02110185" or "n02110185_siberian_husky". */
const WORDNET_ID = /^n\d{8}(?=$|[\s._-])/

/** A number before a name, as CUB-200 ("001.Black_footed_Albatross") and torchvision's MNIST ("0 - zero") have it. */
const NUMBER_BEFORE = /^\d+[\s._-]+(?=.*\p{L})/u

/** The index that tells two classes of one name apart: "crane #134". */
const INDEX_BEHIND = / #\d+$/

/**
 * Keys of a name and of what it holds beside its number: without a number or an id of WordNet before it, the id alone,
 * the first of several names ("tench, Tinca tinca", as ImageNet lists them), a number without leading zeros.
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
 * Names of one class in different copies of a set: CIFAR-10's authors have "airplane" and "automobile", PyTorch's
 * tutorial "plane" and "car", STL-10 "airplane" and "car", Pascal VOC "aeroplane"; digits are numbers or words.
 */
const SYNONYMS: readonly (readonly string[])[] = [
  ['airplane', 'aeroplane', 'plane'],
  ['automobile', 'car'],
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'].map((word, i) => [`${i}`, word]),
]
const SYNONYM_KEYS = new Map(SYNONYMS.flatMap((names) => names.map((name) => [name, names[0] as string] as const)))

/** Bare keys, those of synonyms being the same. */
export const synonymKeys = (name: string): string[] => bareKeys(name).map((key) => SYNONYM_KEYS.get(key) ?? key)
