/** @file Which files may be images by their names. */
import { foreignByEnding } from './foreign/recognise'
import { endsIn } from './foreign/types'
import { IMAGE_FORMATS } from './formats/registry'

/** Texts that come with public sets, and have no ending. */
const TEXT_NAME =
  /^(readme|licen[cs]e|copying|copyright|notice|authors|citation|changelog|makefile|checksums|(md5|sha\d+)sums?)$/i

/** Drawings that are named when they are refused, as images of other formats are. */
const DRAWINGS = ['svg', 'svgz']

/** Whether the name ends as those of images do, of the formats that are read or of others. */
export const hasImageEnding = (path: string): boolean =>
  IMAGE_FORMATS.some(({ endings }) => endsIn(path, endings)) ||
  foreignByEnding(path)?.use === 'image' ||
  endsIn(path, DRAWINGS)

/** Whether a file may be an image by its name: one without an ending may be. */
export function isImageName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return name.includes('.') ? hasImageEnding(name) : !TEXT_NAME.test(name)
}
