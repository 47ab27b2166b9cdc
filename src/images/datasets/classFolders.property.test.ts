/** @file Whatever lies beside a set of images, its images keep their classes and splits. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { UNCONTROLLED } from '../../engine/jobControl'
import { arrangeInClasses, isLeftover } from './classFolders'
import { anyClutterOf, anyTree, type KnownImage } from './folders/testTrees'
import { Problems } from './problems'

/** What each image means, by its path, and what is told. */
async function read(paths: readonly string[]) {
  const problems = new Problems()
  const { classes, splits, files, labels } = await arrangeInClasses(
    paths.map((path) => ({ path })),
    problems,
    UNCONTROLLED,
  )
  const splitOf = (index: number) =>
    splits.find(({ start, count }) => index >= start && index < start + count)?.name ?? null
  const meaning = files.map(({ path }, i) => ({
    path,
    className: classes[labels[i] as number],
    split: splitOf(i),
  }))
  return { classes, meaning: byPath(meaning), told: problems.report() }
}

const byPath = <Image extends { readonly path: string }>(images: readonly Image[]) =>
  [...images].sort((a, b) => (a.path < b.path ? -1 : 1))

const pathsOf = (images: readonly KnownImage[]) => images.map(({ path }) => path)

it('a plain data set is read as it was made', async () => {
  await fc.assert(
    fc.asyncProperty(anyTree, async ({ images, classes }) => {
      const all = await read(pathsOf(images))
      expect(all).toEqual({ classes: [...classes].sort(), meaning: byPath(images), told: { count: 0, first: [] } })
    }),
    { numRuns: 500, seed: 14 },
  )
})

it('clutter adds and changes no image, and is counted unless a system left it', async () => {
  const cluttered = anyTree.chain((tree) => anyClutterOf(tree).map((clutter) => ({ tree, clutter })))
  await fc.assert(
    fc.asyncProperty(cluttered, async ({ tree: { images, classes }, clutter }) => {
      const all = await read([...clutter, ...pathsOf(images)])
      expect({ classes: all.classes, meaning: all.meaning }).toEqual({
        classes: [...classes].sort(),
        meaning: byPath(images),
      })
      const visible = clutter.filter((path) => !isLeftover(path.split('/')))
      expect(all.told.count).toBe(visible.length)
    }),
    { numRuns: 1000, seed: 14 },
  )
})
