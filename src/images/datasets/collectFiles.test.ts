import { describe, expect, it } from 'vitest'
import { messageOf } from '../../testing/sentence'
import { collectChosen, collectDropped } from './collectFiles'

/** A tree of folders, with a file where there is no object. */
interface Tree {
  readonly [name: string]: Tree | Blob
}

/** As browsers have it: a folder is read in parts, and tells its end with an empty one. */
function entryOf(path: string, content: Tree | Blob, partLength = 2): FileSystemEntry {
  if (content instanceof Blob) {
    const file = (resolve: (blob: Blob) => void) => resolve(content)
    return { isFile: true, isDirectory: false, fullPath: path, file } as unknown as FileSystemEntry
  }
  const createReader = () => {
    const left = Object.entries(content).map(([name, inner]) => entryOf(`${path}/${name}`, inner))
    return { readEntries: (resolve: (part: unknown[]) => void) => resolve(left.splice(0, partLength)) }
  }
  return { isFile: false, isDirectory: true, fullPath: path, createReader } as unknown as FileSystemEntry
}

const itemOf = (entry: FileSystemEntry | null, kind = 'file', file: File | null = null) =>
  ({ kind, webkitGetAsEntry: () => entry, getAsFile: () => file }) as unknown as DataTransferItem

const blob = new Blob(['x'])

describe('collectChosen', () => {
  it('returns the path in the chosen folder, or else the name', () => {
    const inFolder = Object.assign(new File(['x'], '1.png'), { webkitRelativePath: 'pets/cat/1.png' })
    const alone = Object.assign(new File(['x'], 'pets.zip'), { webkitRelativePath: '' })
    expect(collectChosen([inFolder, alone])).toEqual([
      { path: 'pets/cat/1.png', blob: inFolder },
      { path: 'pets.zip', blob: alone },
    ])
  })
})

describe('collectDropped', () => {
  it('accepts a file outside any folder of the computer', async () => {
    const file = new File(['x'], '1.png')
    expect(await collectDropped([itemOf(null, 'file', file)])).toEqual([{ path: '1.png', blob: file }])
  })

  it('walks folders of any depth and size, and ignores what is no file', async () => {
    const pets = {
      cat: { '1.png': blob, '2.png': blob, '3.png': blob, more: { '4.png': blob } },
      empty: {},
      dog: { '5.png': blob },
    }
    const dropped = await collectDropped([
      itemOf(entryOf('/pets', pets)),
      itemOf(null),
      itemOf(null, 'string'),
      itemOf(entryOf('/a.zip', blob)),
    ])
    expect(dropped.map(({ path }) => path).toSorted()).toEqual([
      'a.zip',
      'pets/cat/1.png',
      'pets/cat/2.png',
      'pets/cat/3.png',
      'pets/cat/more/4.png',
      'pets/dog/5.png',
    ])
    expect(dropped.every((file) => file.blob === blob)).toBe(true)
  })

  it('reads all items before the drop ends', async () => {
    let isOver = false
    const items = ['/a', '/b'].map((path) => ({
      kind: 'file',
      webkitGetAsEntry: () => (isOver ? null : entryOf(path, blob)),
    })) as unknown as DataTransferItem[]
    const dropped = collectDropped(items)
    isOver = true
    expect(await dropped).toHaveLength(2)
  })

  it('names the folder or file that cannot be read', async () => {
    const refuse = (_: unknown, reject: () => void) => reject()
    const folder = { isFile: false, fullPath: '/pets', createReader: () => ({ readEntries: refuse }) }
    const file = { isFile: true, fullPath: '/pets/1.png', file: refuse }
    for (const entry of [folder, file]) {
      const message = await messageOf(() => collectDropped([itemOf(entry as unknown as FileSystemEntry)]))
      expect(message).toBe(
        `"${entry.fullPath.slice(1)}" could not be read; check that it may be read and drop it again.`,
      )
    }
  })

  it.each<[string, () => FileSystemEntry]>([
    [
      'with too many files',
      () => entryOf('/all', Object.fromEntries(Array.from({ length: 251_000 }, (_, i) => [`${i}`, blob])), 100_000),
    ],
    [
      'that holds itself',
      () => {
        const loop = { isFile: false, fullPath: '/loop', createReader: () => readerOf(loop) }
        const readerOf = (entry: unknown) => {
          const parts = [[entry], []]
          return { readEntries: (resolve: (part: unknown) => void) => resolve(parts.shift()) }
        }
        return loop as unknown as FileSystemEntry
      },
    ],
  ])('stops at a folder %s', async (_, create) => {
    const message = await messageOf(() => collectDropped([itemOf(create())]))
    expect(message).toBe('The folder has more than the 250000 files allowed; drop a smaller one.')
  })
})
