/** @file What copied scripts have in common. */
import { literal } from '../../engine/attacks/python/text'
import type { AttackInPython } from '../../engine/attacks/python/types'

export interface ScriptModel {
  readonly id: string
  /** Whether it is one of the zoo, whose folder is in the repository. */
  readonly isOfZoo: boolean
}

/** From the repository's root, where scripts run; a model of one's own is exported first. */
export const modelFolder = ({ id, isOfZoo }: ScriptModel): string => (isOfZoo ? `models/${id}` : id)

/** Comments on their own lines; what a person typed may have line breaks. */
export const comments = (all: readonly (string | null)[]): string[] =>
  all.filter((line) => line !== null).map((line) => `# ${line.replace(/\s+/g, ' ')}`)

/** It installs torch, torchattacks and pyautoattack too. */
const HOW_TO_RUN = '# Run it in the root of Gradlens’s repository, after: pip install ./models/training'

/** The statements, those of the attack among them; `names` are of the project's package. */
export function imports({ imports: own }: AttackInPython, names: readonly string[]): string[] {
  const PACKAGE = /^from gradlens_training\.scripts import (.*)$/
  const all = [...new Set([...names, ...own.flatMap((line) => PACKAGE.exec(line)?.[1] ?? [])])].sort()
  const others = own.filter((line) => !PACKAGE.test(line))
  return [HOW_TO_RUN, 'import torch', ...others, `from gradlens_training.scripts import ${all.join(', ')}`]
}

/** A literal of a text. */
export const text = (value: string): string => literal(value)

export const indented = (all: readonly string[], levels: number): string[] =>
  all.map((line) => `${'    '.repeat(levels)}${line}`)

/** A list of whole numbers over lines of at most 100 characters. */
export function wrapped(name: string, numbers: readonly number[]): string[] {
  const all: string[] = []
  let line = '   '
  for (const value of numbers) {
    if (line.length + String(value).length + 2 > 100) {
      all.push(line)
      line = '   '
    }
    line += ` ${value},`
  }
  return [`${name} = [`, ...all, line, ']']
}
