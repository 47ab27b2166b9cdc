/** @file The classes that can be chosen as the label when models know different ones. */

import { namesakes } from '../../classes/classNames'
import { countOf } from '../../countOf'
import type { Manifest } from '../../engine/checkpoints/manifest'
import { findClass } from './questions'

type Labelled = Pick<Manifest, 'name' | 'data' | 'classes'>

/** Classes that the same models know. */
export interface LabelGroup {
  /** The data sets that have these classes. */
  readonly title: string
  readonly names: readonly string[]
}

/** Every class of the models shown, once each; classes that most models know come first. */
export function groupLabels(models: readonly Labelled[]): LabelGroup[] {
  const groups = new Map<string, { owners: Labelled[]; names: string[] }>()
  for (const name of new Set(models.flatMap(({ classes }) => classes))) {
    const knowing = models.map(({ classes }) => findClass(classes, name) !== null)
    const key = knowing.join()
    const group = groups.get(key) ?? { owners: models.filter((_, i) => knowing[i]), names: [] }
    groups.set(key, group)
    group.names.push(name)
  }
  return [...groups.values()]
    .sort((a, b) => b.owners.length - a.owners.length)
    .map(({ owners, names }) => ({ title: listWords([...new Set(owners.map(({ data }) => data))]), names }))
}

/** A sentence about the models that do not know the label, or null if all do. */
export function explainLabel(models: readonly Labelled[], label: string | null): string | null {
  if (label === null) return null
  const lacking = models.filter(({ classes }) => findClass(classes, label) === null)
  if (lacking.length === 0) return null
  const unsure = lacking.find(({ classes }) => namesakes(label, classes).length > 0)
  if (unsure !== undefined) {
    const several = namesakes(label, unsure.classes).map((name) => `“${name}”`)
    return `${unsure.name} has ${countOf(several.length, 'class')} “${label}”, so its own prediction is used until ${listWords(several, 'or')} is chosen.`
  }
  if (lacking.length === models.length)
    return `None of the models has the class “${label}”, so each uses its own prediction.`
  const many = lacking.length > 1
  return `${listWords(lacking.map(({ name }) => name))} ${many ? 'have' : 'has'} no class “${label}” and ${many ? 'use their own predictions' : 'uses its own prediction'}.`
}

function listWords(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}` : (words[0] ?? '')
}
