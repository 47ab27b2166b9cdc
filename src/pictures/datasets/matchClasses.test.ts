import { describe, expect, it } from 'vitest'
import { matchClasses } from './matchClasses'

describe('matchClasses', () => {
  it('finds names whatever their case, spaces, underscores, hyphens and order', () => {
    const { toModel, report } = matchClasses(['Polar_Bear', 'sea-lion', ' CAT '], ['cat', 'sea lion', 'polar bear'])
    expect([...toModel]).toEqual([2, 1, 0])
    expect(report).toBe("All 3 classes are the model's.")
  })

  it('says which of them do not match, on either side', () => {
    const match = matchClasses(['cat', 'lorry', 'frog'], ['cat', 'dog', 'frog', 'truck'])
    expect([...match.toModel]).toEqual([0, -1, 2])
    expect([match.unmatched, match.missing]).toEqual([['lorry'], ['dog', 'truck']])
    expect(match.report).toBe(
      '2 of the 3 classes are the model\'s, and pictures of "lorry" are left out; there are no pictures of "dog", "truck"; ' +
        "rename the folders to the model's classes or choose another model.",
    )
    expect(matchClasses(['cat'], ['cat', 'dog']).report).toBe(
      'The class is the model\'s; there are no pictures of "dog".',
    )
  })

  it('says that none match, and names no more than five', () => {
    const digits = Array.from({ length: 10 }, (_, i) => `${i}`)
    expect(matchClasses(digits, ['cat']).report).toBe(
      'None of the 10 classes is the model\'s ("0", "1", "2", "3", "4" and 5 more), which has "cat"; ' +
        "rename the folders to the model's classes or choose another model.",
    )
  })

  it('takes an exact name before one that is alike, and none where two are alike', () => {
    expect([...matchClasses(['Crane', 'crane'], ['crane', 'Crane']).toModel]).toEqual([1, 0])
    expect([...matchClasses(['CRANE'], ['crane', 'Crane']).toModel]).toEqual([-1])
  })

  it('does not take a part of a name, nor composed and decomposed letters apart', () => {
    expect([...matchClasses(['cat', 'ca', 'cats'], ['cat']).toModel]).toEqual([0, -1, -1])
    expect([...matchClasses(['ku\u0308ken'], ['K\u00fcken']).toModel]).toEqual([0])
  })
})
