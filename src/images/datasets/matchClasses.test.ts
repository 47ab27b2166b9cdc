import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CIFAR10_CLASSES, FASHION_MNIST_CLASSES } from '../../classes/lists/small'
import { matchClasses } from './matchClasses'

const TINY = ['dog', 'cat', 'amphibian_reptile']
const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']
const TORCHVISION_DIGITS = ['0 - zero', '1 - one', '2 - two']
const IMAGENET = ['tench, Tinca tinca', 'great white shark, white shark', 'Siberian husky', 'crane #134', 'crane #517']

describe('matchClasses', () => {
  it.each<[string, readonly string[], string]>([
    ['T-shirt/top', FASHION_MNIST_CLASSES, 'T-shirt/top'],
    ['t_shirt_top', FASHION_MNIST_CLASSES, 'T-shirt/top'],
    ['Tshirt-top', FASHION_MNIST_CLASSES, 'T-shirt/top'],
    ['T-shirt_top', FASHION_MNIST_CLASSES, 'T-shirt/top'],
    ['T-shirt\u2215top', FASHION_MNIST_CLASSES, ''],
    ['T \u2013 shirt / top', FASHION_MNIST_CLASSES, 'T-shirt/top'],
    ['tshirttop', FASHION_MNIST_CLASSES, 'T-shirt/top'],
    ['ankle boot', FASHION_MNIST_CLASSES, 'Ankle boot'],
    ['Ankle-boot', FASHION_MNIST_CLASSES, 'Ankle boot'],
    ['AnkleBoot', FASHION_MNIST_CLASSES, 'Ankle boot'],
    ['9_ankle_boot', FASHION_MNIST_CLASSES, 'Ankle boot'],
    ['6-Shirt', FASHION_MNIST_CLASSES, 'Shirt'],
    ['Shirts', FASHION_MNIST_CLASSES, ''],
    ['shirt top', FASHION_MNIST_CLASSES, ''],
    ['Amphibian-Reptile', TINY, 'amphibian_reptile'],
    ['amphibian & reptile', TINY, ''],
    [' CAT ', CIFAR10_CLASSES, 'cat'],
    ['\uff43\uff41\uff54', CIFAR10_CLASSES, 'cat'],
    ['003.cat', CIFAR10_CLASSES, 'cat'],
    ['3_cat', CIFAR10_CLASSES, 'cat'],
    ['car', CIFAR10_CLASSES, 'automobile'],
    ['plane', CIFAR10_CLASSES, 'airplane'],
    ['0_plane', CIFAR10_CLASSES, 'airplane'],
    ['cats', CIFAR10_CLASSES, ''],
    ['3', CIFAR10_CLASSES, ''],
    ['lorry', CIFAR10_CLASSES, ''],
    ['03', DIGITS, '3'],
    ['three', DIGITS, '3'],
    ['1', TORCHVISION_DIGITS, '1 - one'],
    ['10', DIGITS, ''],
    ['1_0', DIGITS, ''],
    ['tench', IMAGENET, 'tench, Tinca tinca'],
    ['n02110185_siberian_husky', IMAGENET, 'Siberian husky'],
    ['n02110185-Siberian_husky', IMAGENET, 'Siberian husky'],
    ['n02110185_siberian_husky', ['n02110185', 'n01440764'], 'n02110185'],
    ['n01440764', ['n02110185', 'n01440764'], 'n01440764'],
    ['ku\u0308ken', ['K\u00fcken'], 'K\u00fcken'],
    ['Kuken', ['K\u00fcken'], 'K\u00fcken'],
    ['\u30ab', ['\u30ac'], ''],
    ['C++', ['C', 'C#'], ''],
    ['black footed albatross', ['001.Black_footed_Albatross', '002.Laysan_Albatross'], '001.Black_footed_Albatross'],
    ["Cooper's hawk", ['Coopers_Hawk'], 'Coopers_Hawk'],
  ])('matches a folder "%s" correctly', (folder, classes, expected) => {
    const { toModel, ambiguous } = matchClasses([folder], classes)
    expect([classes[toModel[0] as number] ?? '', ambiguous]).toEqual([expected, []])
  })

  it('keeps the order of every class list', () => {
    expect([...matchClasses(['Polar_Bear', 'sea-lion', ' CAT '], ['cat', 'sea lion', 'polar bear']).toModel]).toEqual([
      2, 1, 0,
    ])
    expect([...matchClasses(['cat', 'lorry', 'frog'], ['cat', 'dog', 'frog', 'truck']).toModel]).toEqual([0, -1, 2])
  })

  it('prefers an exact name to a similar one', () => {
    expect([...matchClasses(['Crane', 'crane'], ['crane', 'Crane']).toModel]).toEqual([1, 0])
    // As the folders of two splits may have it.
    expect([...matchClasses(['Cat', 'cat'], ['dog', 'cat']).toModel]).toEqual([1, 1])
  })

  it.each<[string, readonly string[], readonly string[], readonly [string, readonly string[]][]]>([
    ['two classes that are alike', ['CRANE', 'cat'], ['crane', 'Crane', 'cat'], [['CRANE', ['crane', 'Crane']]]],
    ['two of one name', ['crane'], ['crane', 'crane'], [['crane', ['crane', 'crane']]]],
    ['two that an index tells apart', ['crane'], IMAGENET, [['crane', ['crane #134', 'crane #517']]]],
    [
      'a class for two folders',
      ['n02012849_crane', 'n03126707_crane'],
      ['crane'],
      [
        ['n02012849_crane', ['crane']],
        ['n03126707_crane', ['crane']],
      ],
    ],
    ['a class that a folder has by its name', ['automobile', 'car'], CIFAR10_CLASSES, [['car', ['automobile']]]],
    ['two by their synonyms', ['0'], ['zero', '0 - zero'], [['0', ['zero', '0 - zero']]]],
  ])('leaves %s unmatched, and lists the candidates', (_, folders, classes, expected) => {
    const { toModel, ambiguous } = matchClasses(folders, classes)
    expect(ambiguous).toEqual(expected.map(([name, could]) => ({ name, could })))
    for (const [name] of expected) expect(toModel[folders.indexOf(name)]).toBe(-1)
  })

  it('finds every class in any case and with any separators, and no other', () => {
    const variants = fc.record({
      set: fc.constantFrom(CIFAR10_CLASSES, FASHION_MNIST_CLASSES, TINY, ['crane fly', 'crane', 'fly', 'craned']),
      separator: fc.constantFrom(' ', '_', '-', '.', '', '__', ' - ', '/'),
      isUpper: fc.boolean(),
      isNumbered: fc.boolean(),
      isShuffled: fc.boolean(),
    })
    fc.assert(
      fc.property(variants, ({ set, separator, isUpper, isNumbered, isShuffled }) => {
        const order = Array.from(set.keys())
        if (isShuffled) order.reverse()
        const folders = order.map((index) => {
          const parts = (set[index] as string).split(/[\s_/-]/).join(separator)
          return `${isNumbered ? `${index}_` : ''}${isUpper ? parts.toUpperCase() : parts}`
        })
        expect([...matchClasses(folders, set).toModel]).toEqual(order)
      }),
      { numRuns: 500, seed: 14 },
    )
  })
})
