import { describe, expect, it } from 'vitest'
import { classesInFile, distinctClasses, namesakes } from './classNames'

describe('names of classes', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['that differ', ['cat', 'dog', 'Cat'], ['cat', 'dog', 'Cat']],
    ['of which two are alike', ['cat', 'crane', 'dog', 'crane'], ['cat', 'crane #1', 'dog', 'crane #3']],
    ['of which all are alike', ['a', 'a', 'a'], ['a #0', 'a #1', 'a #2']],
    ['of two pairs', ['a', 'b', 'b', 'a'], ['a #0', 'b #1', 'b #2', 'a #3']],
    ['that look alike', ['crane', 'crane ', 'cr\u200bane', 'ｃrane'], ['crane #0', 'crane #1', 'crane #2', 'crane #3']],
    ['that are taken already', ['a', 'a', 'a #0'], ['a #0 #0', 'a #1', 'a #0 #2']],
    [
      'that JavaScript knows',
      ['constructor', 'toString', 'constructor'],
      ['constructor #0', 'toString', 'constructor #2'],
    ],
  ])('%s become distinct', (_, names, distinct) => {
    expect(distinctClasses(names)).toEqual(distinct)
    expect(distinctClasses(distinctClasses(names))).toEqual(distinct)
  })

  it('are unchanged in exported files', () => {
    for (const names of [
      ['cat', 'dog'],
      ['cat', 'crane', 'crane'],
      ['a', 'a', 'b #2', 'c #9'],
    ]) {
      expect(classesInFile(distinctClasses(names))).toEqual(names)
    }
  })

  it('stay ambiguous when only the bare name is given', () => {
    const classes = distinctClasses(['crane', 'cat', 'crane'])
    expect(namesakes('crane', classes)).toEqual(['crane #0', 'crane #2'])
    expect(namesakes('Crane ', classes)).toEqual(['crane #0', 'crane #2'])
    for (const name of ['cat', 'crane #0', 'cr', '']) expect(namesakes(name, classes)).toEqual([])
  })
})
