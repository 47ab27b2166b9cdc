import { describe, expect, it } from 'vitest'
import { CLASS_LISTS, classListsOf } from './registry'

describe.each(CLASS_LISTS)('the classes of $name', ({ id, count, load }) => {
  it('are as many as stated, and none is empty', async () => {
    const classes = await load()
    expect(classes).toHaveLength(count)
    expect(classes.every((name) => name.trim() === name && name !== '')).toBe(true)
  })

  it('can be found by their number', () => {
    expect(classListsOf(count).map((list) => list.id)).toContain(id)
  })
})

it('those of ImageNet are in the order of models’ outputs', async () => {
  const classes = await CLASS_LISTS.find(({ id }) => id === 'imagenet')!.load()
  expect([0, 1, 207, 281, 285, 817, 999].map((index) => classes[index])).toEqual([
    'tench',
    'goldfish',
    'golden retriever',
    'tabby',
    'Egyptian cat',
    'sports car',
    'toilet tissue',
  ])
})
