import { describe, expect, it } from 'vitest'
import { UNCONTROLLED } from '../../engine/jobControl'
import { seen } from '../../quote'
import { messageOf } from '../../testing/sentence'
import { arrangeInClasses, splitPath } from './classFolders'
import { spellingKey } from './className'
import { Problems } from './problems'

const asFiles = (paths: readonly string[]) => paths.map((path) => ({ path }))

async function arrange(...paths: string[]) {
  const problems = new Problems()
  const { classes, splits, files, labels } = await arrangeInClasses(asFiles(paths), problems, UNCONTROLLED)
  return {
    classes,
    splits,
    images: files.map(({ path }, i) => `${path} ${labels[i]}`),
    left: problems.report().first.map(({ name }) => name),
  }
}

describe('arrangeInClasses', () => {
  it('takes each folder as a class, sorted, whatever the order of files', async () => {
    const expected = {
      classes: ['Zebra', 'cat', 'dog'],
      splits: [],
      images: ['Zebra/1.png 0', 'cat/1.jpg 1', 'cat/10.jpeg 1', 'cat/2.PNG 1', 'dog/1.webp 2'],
      left: [],
    }
    const paths = ['dog/1.webp', 'cat/2.PNG', 'cat/10.jpeg', 'Zebra/1.png', 'cat/1.jpg']
    expect(await arrange(...paths)).toEqual(expected)
    expect(await arrange(...paths.reverse())).toEqual(expected)
  })

  it.each([
    ['one folder', 'pets/'],
    ['several folders', 'a/b/c/'],
    ["a Windows program's folders", 'pets\\'],
    ['this folder', './'],
  ])('looks through %s around the classes', async (_, root) => {
    const { classes, images } = await arrange(`${root}cat/1.png`, `${root}dog/1.png`)
    expect([classes, images.length]).toEqual([['cat', 'dog'], 2])
  })

  it('counts folders within a class as part of the class', async () => {
    const { classes, images } = await arrange('n01/images/1.JPEG', 'n01/2.JPEG', 'n02/images/1.JPEG')
    expect([classes, images]).toEqual([
      ['n01', 'n02'],
      ['n01/2.JPEG 0', 'n01/images/1.JPEG 0', 'n02/images/1.JPEG 1'],
    ])
  })

  it('may find a single class, with or without a folder around it', async () => {
    expect((await arrange('cat/1.png', 'cat/2.png')).classes).toEqual(['cat'])
    expect((await arrange('pets/cat/1.png', 'pets/cat/2.png')).classes).toEqual(['cat'])
  })

  it('separates training from test images with the same classes', async () => {
    const paths = ['set/test/cat/1.png', 'set/train/dog/1.png', 'set/train/cat/2.png', 'set/val/dog/3.png']
    expect(await arrange(...paths, 'set/loose')).toEqual({
      classes: ['cat', 'dog'],
      splits: [
        { name: 'train', start: 0, count: 2 },
        { name: 'validation', start: 2, count: 1 },
        { name: 'test', start: 3, count: 1 },
      ],
      images: ['set/train/cat/2.png 0', 'set/train/dog/1.png 1', 'set/val/dog/3.png 1', 'set/test/cat/1.png 0'],
      left: ['set/loose'],
    })
    expect((await arrange('train/cat/1.png', 'train/dog/1.png')).splits).toEqual([
      { name: 'train', start: 0, count: 2 },
    ])
  })

  it.each<[string, string[], string[]]>([
    ['a split of images alone', ['bus/1.png', 'cat/1.png', 'test/1.png'], ['test']],
    ['images without labels', ['bus/1.png', 'cat/1.png', 'unlabelled/1.png', 'unlabelled/2.png'], ['unlabelled']],
    ['a split of unknown images', ['bus/1.png', 'cat/1.png', 'test/unknown/1.png'], ['test']],
    ['a split beside its folder', ['set/bus/1.png', 'set/cat/1.png', 'test/unknown/1.png'], ['test']],
    ['images to predict', ['bus/1.png', 'cat/1.png', 'predict/unknown/1.png'], ['predict']],
    ['no class that is called train', ['bus/1.png', 'cat/1.png', 'train/1.png'], []],
  ])('without splits ignores %s', async (_, paths, left) => {
    const classes = ['bus', 'cat', 'train'].filter((name) => name !== 'train' || left.length === 0)
    expect(await arrange(...paths)).toMatchObject({ classes, splits: [], left })
  })

  /** Two classes in two splits. */
  const set = (root = '', train = 'train', test = 'test') =>
    [train, test].flatMap((split) => ['cat', 'dog'].map((name) => `${root}${split}/${name}/0.png`))

  it.each<[string, string[], string[], string]>([
    ['images without labels', set('set/'), ['set/unlabelled/0.png', 'set/unlabelled/1.png'], 'set/unlabelled'],
    ['a copy of it', set('chest/'), set('chest/chest/'), 'chest/chest'],
    ['a copy beside it', set('set/'), set('set (1)/'), 'set (1)'],
    ['a set without splits', set(''), ['all/cat/0.png', 'all/dog/0.png'], 'all'],
    ['a folder of images', set(''), ['samples/0.png'], 'samples'],
    ['a split of images alone', set('', 'train', 'val'), ['test/0.png'], 'test'],
    [
      "Tiny-ImageNet's validation",
      ['train/n01/images/0.JPEG', 'train/n02/images/0.JPEG'],
      ['val/images/0.JPEG'],
      'val',
    ],
    ['folders of split words', set('', 'seg_train/seg_train', 'seg_test/seg_test'), ['seg_pred/0.png'], 'seg_pred'],
    ['a split of unknown images', set('data/', 'train', 'val'), ['data/test/unknown/0.jpg'], 'data/test'],
    ['a split in folders by number', set(), ['val/0/0.jpg', 'val/1/1.jpg'], 'val'],
    ['a split by another name', set('', 'train', 'val'), ['test1/test1/0.jpg'], 'test1'],
    ['a split in the place of a labelled one', set('', 'train', 'test_set'), ['test/unknown/0.jpg'], 'test'],
    ['images to predict', set(), ['predict/unknown/0.jpg'], 'predict'],
    ['a smaller training set', set('', 'trainingSet', 'testSet'), ['trainingSample/cat/0.png'], 'trainingSample'],
  ])('with splits reports %s, and keeps its classes', async (_, paths, clutter, left) => {
    const alone = await arrange(...paths)
    expect(alone.left).toEqual([])
    expect(alone.splits.length).toBeGreaterThan(0)
    expect(await arrange(...clutter, ...paths)).toEqual({ ...alone, left: [left] })
  })

  it.each<[string, string[], string]>([
    [
      'images without labels',
      ['unlabelled/0.png', 'unlabelled/1.png'],
      '"unlabelled" has no class folders to label its 2 images, so they are left out; make a folder for each class in it to use them',
    ],
    [
      'a split of unknown images',
      ['val/unknown/0.png', 'val/unknown/1.png'],
      '"val" has no folder named as one of the classes, so its 2 images are left out as unlabelled; name its folders as the classes to use them',
    ],
    [
      'a copy',
      set('copy/'),
      '"copy" repeats the class folders of the set, so its 4 images are left out; open it alone to use it instead',
    ],
    [
      'another set',
      ['more/a/0.png', 'more/b/0.png'],
      '"more" lies beside the class folders of the set, so its 2 images are left out; open it alone to use it',
    ],
    [
      'a folder of images',
      ['docs/0.png'],
      '"docs" is not one of the class folders, so its image is left out; open it alone to use it',
    ],
    [
      'images in no folder',
      ['0.png', '1.png', '2.png'],
      '"0.png" is in no class folder, so it is left out, as are 2 more beside it; make one folder per class',
    ],
  ])('explains in a sentence why it leaves out %s', async (_, clutter, message) => {
    const problems = new Problems()
    await arrangeInClasses(asFiles([...set(), ...clutter]), problems, UNCONTROLLED)
    expect(problems.report()).toMatchObject({ count: clutter.length, first: [{ message }] })
  })

  it.each<[string, string[], string[], string[]]>([
    ['in case', ['Cat/1.png', 'cat/2.png', 'cat/3.png', 'DOG/4.png'], ['DOG', 'cat'], ['"cat" and "Cat"']],
    [
      'in punctuation and spaces',
      ['T-shirt:top/1.png', 'Tshirt Top/2.png', 'coat/3.png'],
      ['T-shirt:top', 'coat'],
      ['"T-shirt:top" and "Tshirt Top"'],
    ],
    [
      'across splits',
      ['train/Cat/1.png', 'train/dog/2.png', 'train/Cat/3.png', 'test/cat/4.png', 'test/Dog/5.png'],
      ['Cat', 'Dog'],
      ['"Cat" and "cat"', '"Dog" and "dog"'],
    ],
  ])('merges folders that differ %s into one class, and says so', async (_, paths, classes, merged) => {
    const read = await arrangeInClasses(asFiles(paths), new Problems(), UNCONTROLLED)
    expect(read.classes).toEqual(classes)
    expect(read.files).toHaveLength(paths.length)
    expect(read.notes).toEqual(
      merged.map((names) =>
        expect.stringContaining(`One class, ${names.split(' and')[0]}, is read from the class folders ${names}, whose`),
      ),
    )
    for (const [i, { path }] of read.files.entries()) {
      const folder = path.split('/').at(-2) as string
      expect(spellingKey(classes[read.labels[i] as number] as string)).toBe(spellingKey(folder))
    }
  })

  it.each([
    ['A', 'a', 'A-'],
    ['-1', '1', '<1'],
    ['-10', '10', '>10', '<10'],
    ['a\u00f1o', 'ano'],
    ['C++', 'C#', 'C'],
    ['1.5', '15'],
  ])('keeps different meanings apart: %s and %s', async (...names) => {
    const read = await arrangeInClasses(asFiles(names.map((name) => `${name}/0.png`)), new Problems(), UNCONTROLLED)
    expect([read.classes, read.notes]).toEqual([[...names].sort(), []])
  })

  it('accepts splits inside class folders too', async () => {
    expect(await arrange('set/cat/train/0.png', 'set/cat/test/1.png', 'set/dog/train/2.png', 'set/dog/3.png')).toEqual({
      classes: ['cat', 'dog'],
      splits: [
        { name: 'train', start: 0, count: 2 },
        { name: 'test', start: 2, count: 1 },
      ],
      images: ['set/cat/train/0.png 0', 'set/dog/train/2.png 1', 'set/cat/test/1.png 0', 'set/dog/3.png 1'],
      left: [],
    })
  })

  it.each<[string, string[]]>([
    ['with images deeper', ['freight_train/a/0.png', 'freight_train/b/0.png', 'bus/0.png', 'tram/0.png', 'van/0.png']],
    ['with images', ['bullet train/0.png', 'test tube/0.png', 'Val Kilmer/0.png']],
  ])('does not take a folder %s for a split by a word in its name', async (_, paths) => {
    const { classes, splits } = await arrange(...paths)
    expect([classes, splits]).toEqual([[...new Set(paths.map((path) => path.split('/')[0]))].sort(), []])
  })

  it('ignores silently what systems leave behind', async () => {
    const junk = ['__MACOSX/cat/._1.png', '.DS_Store', 'cat/.hidden.png', 'cat/Thumbs.db', '.git/dog/1.png']
    expect(await arrange('cat/1.png', 'dog/1.png', ...junk)).toMatchObject({ classes: ['cat', 'dog'], left: [] })
  })

  it('reports files outside class folders, and those not named like images', async () => {
    const problems = new Problems()
    const paths = ['set/1.png', 'set/cat/2.png', 'set/dog/1', 'set/cat/list.csv', 'set/cat/notes.txt']
    const { files } = await arrangeInClasses(asFiles(paths), problems, UNCONTROLLED)
    expect(files).toHaveLength(2)
    expect(problems.report()).toMatchObject({
      count: 3,
      first: [
        {
          name: 'set/cat/list.csv',
          message:
            '"set/cat/list.csv" does not have an image\'s file name, so it is left out, as is 1 more; give an image its usual ending',
        },
        {
          name: 'set/1.png',
          message: '"set/1.png" is in no class folder, so it is left out; make one folder per class',
        },
      ],
    })
  })

  it('leaves out a path that leads elsewhere, and reports it', async () => {
    const bad = ['../../etc/cat/1.png', '/cat/1.png', 'C:\\cat\\1.png', 'cat/\0.png', `${'a/'.repeat(600)}1.png`]
    const { images, left } = await arrange('cat/1.png', ...bad)
    expect([images, left]).toEqual([['cat/1.png 0'], bad.map(seen)])
  })

  it('refuses files without class folders, or with too many', async () => {
    const message = 'has no images in class folders; make one folder per class, named after the class'
    expect(await messageOf(() => arrange('1.png', '2.png'))).toBe(message)
    expect(await messageOf(() => arrange('cat/notes.txt'))).toBe(message)
    expect(await messageOf(() => arrange('train/1.png', 'test/1.png'))).toBe(message)
    expect(await messageOf(() => arrange('train/images/1.png', 'valid/images/1.png'))).toBe(message)
    expect(await messageOf(() => arrange())).toBe(message)
    const many = Array.from({ length: 1001 }, (_, i) => `class${i}/1.png`)
    expect(await messageOf(() => arrange(...many))).toBe(
      'has 1,001 class folders, more than the 1,000 allowed; choose fewer of them',
    )
  })
})

it('finds splits that share a class only by way of others', async () => {
  const { classes, images } = await arrange(
    'train/a/1.png',
    'train/b/1.png',
    'val/c/1.png',
    'test/b/1.png',
    'test/c/1.png',
  )
  expect(classes).toEqual(['a', 'b', 'c'])
  expect(images).toHaveLength(5)
})

it('leaves out an image in more folders than data sets have', async () => {
  const problems = new Problems()
  const path = `${'a/'.repeat(65)}1.png`
  await arrangeInClasses(asFiles([path, `${'a/'.repeat(62)}cat/1.png`, 'a/dog/1.png']), problems, UNCONTROLLED)
  expect(problems.report().first.map(({ message }) => message)).toEqual([
    expect.stringMatching(/ lies in 65 folders, more than the 64 allowed, so it is left out; move it into fewer$/),
  ])
})

it('splitPath accepts names with two dots in them', () => {
  expect(splitPath('a/..b/c...png')).toEqual(['a', '..b', 'c...png'])
})
