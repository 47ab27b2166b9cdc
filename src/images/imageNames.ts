/** @file Which files may be images, by their names. */
import { foreignByEnding } from './foreign/recognise'
import { endingOf } from './foreign/types'
import { IMAGE_FORMATS } from './formats/registry'

/** Text files of public data sets that have no ending. */
const TEXT_NAME =
  /^(readme|licen[cs]e|copying|copyright|notice|authors|citation|changelog|makefile|checksums|(md5|sha\d+)sums?)$/i

/** Drawings, which are named when they are refused, like images of other formats. */
const DRAWINGS = ['svg', 'svgz']

const ENDINGS: ReadonlySet<string | null> = new Set([...IMAGE_FORMATS.flatMap(({ endings }) => endings), ...DRAWINGS])

/** Whether the name has the ending of an image format, supported or not. */
export const hasImageEnding = (path: string): boolean =>
  ENDINGS.has(endingOf(path)) || foreignByEnding(path)?.use === 'image'

/** Whether a file may be an image, by its name; names without an ending may be. */
export function isImageName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return name.includes('.') ? hasImageEnding(name) : !TEXT_NAME.test(name)
}
