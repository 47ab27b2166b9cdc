/** @file What to choose instead of a file that is not a data set, by what it is. */
import { recogniseForeign } from '../foreign/recognise'
import type { ForeignUse } from '../foreign/types'

const CIFAR10 = 'choose its binary version, cifar-10-binary.tar.gz, if it is CIFAR-10'
const AS_ZIP = 'choose the unpacked folder, or pack it as a zip'
const IMAGES = 'choose a folder or a zip of images'

const BY_NAME: Readonly<Record<string, string>> = {
  'a Python pickle': `is a Python pickle; ${CIFAR10}`,
  'a MATLAB file': `is a MATLAB file; ${CIFAR10}`,
  'a Parquet file': `is a Parquet file, which is not read from disk; ${IMAGES}`,
}
const BY_USE: Partial<Record<ForeignUse, string>> = { archive: AS_ZIP }

/** Why a file that begins with `head` is not read, or null where it is nothing that is known. */
export function explainForeign(head: Uint8Array): string | null {
  const foreign = recogniseForeign(head)
  if (foreign === null) return null
  return BY_NAME[foreign.name] ?? `is ${foreign.name}; ${BY_USE[foreign.use] ?? IMAGES}`
}
