/** @file Trees of images with a known meaning, and meaningless clutter, for tests. */
import fc from 'fast-check'

export type Layout = 'classes' | 'splitsOfClasses' | 'classesOfSplits'

export interface KnownImage {
  readonly path: string
  readonly className: string
  readonly split: string | null
}

export interface KnownTree {
  readonly layout: Layout
  /** Folders around the data set. */
  readonly wrapper: readonly string[]
  readonly splits: readonly string[]
  readonly classes: readonly string[]
  readonly images: readonly KnownImage[]
}

const CLASS_NAMES = [
  'cat',
  'Dog',
  'n01440764',
  '0',
  '00012',
  'T-shirt_top',
  'ankle boot',
  '001.Albatross',
  'K\u00fcken',
  'bus',
]
const SPLIT_FORMS = {
  train: ['train', 'Training', 'TRAIN', 'trn', 'training_set', 'seg_train', 'train2017'],
  validation: ['val', 'Valid', 'validation', 'dev', 'validation_data', 'seg_val'],
  test: ['test', 'Testing', 'TEST', 'eval', 'testSet', 'seg_test', 'test_images'],
}
/** A folder inside a class must have one of these names to give a split. */
const PLAIN_FORMS = { train: ['train', 'TRAIN'], validation: ['val', 'Valid'], test: ['test', 'Testing'] }

const pathTo = (...parts: readonly (string | readonly string[])[]): string => parts.flat().join('/')

export const anyTree: fc.Arbitrary<KnownTree> = fc
  .record({
    layout: fc.constantFrom<Layout>('classes', 'splitsOfClasses', 'classesOfSplits'),
    wrapper: fc.uniqueArray(fc.constantFrom('archive', 'my set', 'data', 'v1.0'), { maxLength: 3 }),
    classes: fc.uniqueArray(fc.constantFrom(...CLASS_NAMES), { minLength: 2, maxLength: 5 }),
    splits: fc.uniqueArray(fc.constantFrom('train', 'validation', 'test'), { minLength: 1, maxLength: 3 }),
    form: fc.nat(6),
    perClass: fc.integer({ min: 1, max: 3 }),
    around: fc.constantFrom<readonly string[]>([], ['images']),
  })
  .map(({ layout, wrapper, classes, splits, form, perClass, around }) => {
    const numbers = Array.from({ length: perClass }, (_, i) => `${i}.png`)
    const called = (split: string) => {
      const forms = (layout === 'splitsOfClasses' ? SPLIT_FORMS : PLAIN_FORMS)[split as 'train']
      return forms[form % forms.length] as string
    }
    const images = classes.flatMap((className): KnownImage[] =>
      layout === 'classes'
        ? numbers.map((name) => ({ path: pathTo(wrapper, className, around, name), className, split: null }))
        : splits.flatMap((split) => {
            const folders = layout === 'splitsOfClasses' ? [called(split), className] : [className, called(split)]
            return numbers.map((name) => ({ path: pathTo(wrapper, folders, around, name), className, split }))
          }),
    )
    return { layout, wrapper, classes, splits: splits.map(called), images }
  })

/** Files that are never part of the data set. */
export function anyClutterOf(tree: KnownTree): fc.Arbitrary<readonly string[]> {
  const { layout, wrapper, classes, images } = tree
  const outside = wrapper.map((_, i) => wrapper.slice(0, i))
  const aboveClasses = [
    ...outside,
    wrapper,
    ...(layout === 'splitsOfClasses' ? tree.splits.map((split) => [...wrapper, split]) : []),
  ]
  const anywhere = [...aboveClasses, ...images.map(({ path }) => path.split('/').slice(0, -1))]
  const inFolder = (folders: readonly (readonly string[])[], ...names: readonly (readonly string[])[]) =>
    fc
      .tuple(fc.constantFrom(...folders), fc.constantFrom(...names))
      .map(([at, all]) => all.map((name) => pathTo(at, name)))
  const inner = images.map(({ path }) => path.split('/').slice(wrapper.length))
  const copyIn = (at: readonly string[], name: string) => inner.map((parts) => pathTo(at, name, parts))
  const all: fc.Arbitrary<readonly string[]>[] = [
    inFolder(anywhere, ['README.md'], ['labels.csv', 'notes.txt'], ['archive.zip'], ['LICENSE', 'meta/README']),
    inFolder(
      anywhere,
      ['.DS_Store'],
      ['Thumbs.db'],
      ['desktop.ini'],
      ['.git/a.png', '.git/b/c.png'],
      ['.cache/test/cat/1.png'],
    ),
    fc.constant(images.map(({ path }) => `__MACOSX/${path.replace(/([^/]+)$/, '._$1')}`)),
    inFolder(aboveClasses, ['sample.png'], ['0.jpg']),
    inFolder(
      [...outside, wrapper],
      ['unlabelled/0.png', 'unlabelled/1.png'],
      ['Unlabeled/images/0.png'],
      ['unsup/0.png'],
    ),
    // A copy inside the data set, around it but deeper, or inside a class.
    fc.constantFrom(
      ...[...outside, wrapper].flatMap((at) =>
        ['copy', 'old', 'Copy of the set'].map((name) =>
          copyIn([...at, ...new Array<string>(wrapper.length - at.length).fill(name)], name),
        ),
      ),
    ),
    fc.constant(copyIn([...wrapper, classes[0] as string], 'copy')),
  ]
  // Splits whose folders are not classes: nothing says what their images show.
  const unlabelled = [
    ...['unknown', 'test', 'images'],
    // Next to classes without splits, two such folders in one split could be the data set themselves.
    ...(layout === 'splitsOfClasses' ? ['imgs', '0', 'all', 'x/y'].filter((name) => !classes.includes(name)) : []),
  ]
  all.push(
    inFolder(
      [...outside, wrapper],
      ...['test', 'Test', 'test1', 'val', 'unlabeled', 'predict', 'seg_pred']
        .filter((split) => !tree.splits.includes(split))
        .flatMap((split) => unlabelled.map((name) => [`${split}/${name}/0.png`, `${split}/${name}/1.png`])),
    ),
  )
  if (wrapper.length > 0) {
    all.push(fc.constant(copyIn(wrapper.slice(0, -1), `${wrapper.at(-1)} (1)`)))
    all.push(inFolder(outside, ['docs/figure.png'], ['docs/figures/1.png', 'docs/figures/2.png']))
  }
  if (layout === 'splitsOfClasses') {
    all.push(
      inFolder(
        [...outside, wrapper],
        ['extra/0.png'],
        ['extra/a/0.png', 'extra/b/0.png'],
        ['cat/0.png', 'zebra/0.png'],
      ),
    )
    for (const flat of ['test', 'val', 'eval'].filter((name) => !tree.splits.includes(name))) {
      all.push(fc.constant([pathTo(wrapper, flat, '0.png'), pathTo(wrapper, flat, '1.png')]))
    }
  } else if (layout === 'classes') {
    all.push(fc.constant([pathTo(wrapper, 'test', '0.png'), pathTo(wrapper, 'test', '1.png')]))
  }
  return fc.array(fc.oneof(...all), { minLength: 1, maxLength: 4 }).map((files) => [...new Set(files.flat())])
}
