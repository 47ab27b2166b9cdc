/** @file How the paper and this page are cited. */

import type { ExportedFrom } from '../parts/exports/exportedFrom'
import type { ModelColumn } from '../parts/models/modelColumns'

/** As published by the European Computer Vision Association and on arXiv. */
export const PAPER = `@inproceedings{rodriguezmunoz2024characterizing,
  title         = {Characterizing Model Robustness via Natural Input Gradients},
  author        = {Rodr{\\'i}guez-Mu{\\~n}oz, Adri{\\'a}n and Wang, Tongzhou and Torralba, Antonio},
  booktitle     = {European Conference on Computer Vision (ECCV)},
  year          = {2024},
  eprint        = {2409.20139},
  archivePrefix = {arXiv}
}`

/** Name, id and hash of the weights, in full, so that nobody has to guess which model it was. */
const modelWords = ({ id, name, manifest }: ModelColumn): string => `${name} (${id}, sha256 ${manifest.weights.sha256})`

/** One line, for a footnote. */
export function pageCitation({ page, link, date }: ExportedFrom, models: readonly ModelColumn[]): string {
  const words = models.map(modelWords).join('; ')
  return `${page}, ${link} (accessed ${date.slice(0, 10)})${words && `; weights: ${words}`}.`
}

/** The same as an entry of BibTeX. */
export function pageBibtex({ page, link, date }: ExportedFrom, models: readonly ModelColumn[]): string {
  const [title, version] = page.split(' ')
  const note = models.map(modelWords).join('; ')
  const fields = [
    `title   = {${title}}`,
    `version = {${version}}`,
    `year    = {${date.slice(0, 4)}}`,
    `url     = {${link}}`,
    `urldate = {${date.slice(0, 10)}}`,
    ...(note === '' ? [] : [`note    = {Weights: ${escaped(note)}}`]),
  ]
  return `@software{gradlens,\n  ${fields.join(',\n  ')}\n}`
}

const COMMANDS: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
}

/** Of a name, which may hold what TeX reads as a command. */
const escaped = (text: string): string =>
  text.replace(/[\\~^&%$#_{}]/g, (character) => COMMANDS[character] ?? `\\${character}`)
