import { describe, expect, it } from 'vitest'
import { messageOf } from '../../testing/sentence'
import { arrangeInClasses, splitPath } from './classFolders'
import { Problems } from './problems'

function arrange(...paths: string[]) {
  const problems = new Problems()
  const { classes, splits, pictures } = arrangeInClasses(
    paths.map((path) => ({ path })),
    problems,
  )
  return {
    classes,
    splits,
    pictures: pictures.map(({ file, label }) => `${file.path} ${label}`),
    left: problems.report().first.map(({ name }) => name),
  }
}

describe('arrangeInClasses', () => {
  it('takes a folder for a class, in the order of characters, whatever the order of the files', () => {
    const expected = {
      classes: ['Zebra', 'cat', 'dog'],
      splits: [],
      pictures: ['Zebra/1.png 0', 'cat/1.jpg 1', 'cat/10.jpeg 1', 'cat/2.PNG 1', 'dog/1.webp 2'],
      left: [],
    }
    const paths = ['dog/1.webp', 'cat/2.PNG', 'cat/10.jpeg', 'Zebra/1.png', 'cat/1.jpg']
    expect(arrange(...paths)).toEqual(expected)
    expect(arrange(...paths.reverse())).toEqual(expected)
  })

  it.each([
    ['one folder', 'pets/'],
    ['several folders', 'a/b/c/'],
    ["a Windows program's folders", 'pets\\'],
    ['this folder', './'],
  ])('looks through %s around the classes', (_, root) => {
    const { classes, pictures } = arrange(`${root}cat/1.png`, `${root}dog/1.png`)
    expect([classes, pictures.length]).toEqual([['cat', 'dog'], 2])
  })

  it('takes folders within a class for the class', () => {
    const { classes, pictures } = arrange('n01/images/1.JPEG', 'n01/2.JPEG', 'n02/images/1.JPEG')
    expect([classes, pictures]).toEqual([
      ['n01', 'n02'],
      ['n01/2.JPEG 0', 'n01/images/1.JPEG 0', 'n02/images/1.JPEG 1'],
    ])
  })

  it('can be one class, with a folder around it or not', () => {
    expect(arrange('cat/1.png', 'cat/2.png').classes).toEqual(['cat'])
    expect(arrange('pets/cat/1.png', 'pets/cat/2.png').classes).toEqual(['cat'])
  })

  it('tells training from test, with the same classes', () => {
    const paths = ['set/test/cat/1.png', 'set/train/dog/1.png', 'set/train/cat/2.png', 'set/val/dog/3.png']
    expect(arrange(...paths, 'set/readme')).toEqual({
      classes: ['cat', 'dog'],
      splits: [
        { name: 'train', start: 0, count: 2 },
        { name: 'validation', start: 2, count: 1 },
        { name: 'test', start: 3, count: 1 },
      ],
      pictures: ['set/train/cat/2.png 0', 'set/train/dog/1.png 1', 'set/val/dog/3.png 1', 'set/test/cat/1.png 0'],
      left: ['set/readme'],
    })
    expect(arrange('train/cat/1.png', 'train/dog/1.png').splits).toEqual([{ name: 'train', start: 0, count: 2 }])
  })

  it('takes folders of such names for classes where others lie beside them, or pictures in them', () => {
    expect(arrange('test/1.png', 'bus/1.png').classes).toEqual(['bus', 'test'])
    expect(arrange('test/1.png', 'train/1.png').classes).toEqual(['test', 'train'])
  })

  it('passes over what systems leave behind, without a word', () => {
    const junk = ['__MACOSX/cat/._1.png', '.DS_Store', 'cat/.hidden.png', 'cat/Thumbs.db', '.git/dog/1.png']
    expect(arrange('cat/1.png', 'dog/1.png', ...junk)).toMatchObject({ classes: ['cat', 'dog'], left: [] })
  })

  it('tells of what lies in no class folder, and of what is no picture by its name', () => {
    const problems = new Problems()
    const paths = ['set/1.png', 'set/cat/2.png', 'set/dog/1', 'set/cat/list.csv', 'set/cat/notes.txt']
    const { pictures } = arrangeInClasses(
      paths.map((path) => ({ path })),
      problems,
    )
    expect(pictures).toHaveLength(2)
    expect(problems.report()).toMatchObject({
      count: 2,
      first: [
        {
          name: 'set/cat/list.csv',
          message:
            '"set/cat/list.csv" is no picture by its name, so it is left out, as is 1 more; check that no pictures are among them',
        },
        {
          name: 'set/1.png',
          message: '"set/1.png" lies in no class folder, so it is left out; make one folder a class',
        },
      ],
    })
  })

  it('leaves out a path that leads elsewhere, and tells it', () => {
    const bad = ['../../etc/cat/1.png', '/cat/1.png', 'C:\\cat\\1.png', 'cat/\0.png', `${'a/'.repeat(600)}1.png`]
    const { pictures, left } = arrange('cat/1.png', ...bad)
    expect([pictures, left]).toEqual([['cat/1.png 0'], bad])
  })

  it('refuses what has no class folders, or too many', async () => {
    const message = 'has no pictures in class folders; make one folder a class, named as the class'
    expect(await messageOf(() => arrange('1.png', '2.png'))).toBe(message)
    expect(await messageOf(() => arrange('cat/notes.txt'))).toBe(message)
    expect(await messageOf(() => arrange())).toBe(message)
    const many = Array.from({ length: 1001 }, (_, i) => `class${i}/1.png`)
    expect(await messageOf(() => arrange(...many))).toBe(
      'has 1001 class folders, more than the 1000 taken; choose fewer of them',
    )
  })
})

it('splitPath takes names with two dots in them', () => {
  expect(splitPath('a/..b/c...png')).toEqual(['a', '..b', 'c...png'])
})
