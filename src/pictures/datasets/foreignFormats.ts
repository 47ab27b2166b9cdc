/** @file Files that people do have and that are not read here, recognised only to be named. */

interface Foreign {
  /** First bytes, one character a byte; one of these. */
  readonly starts: readonly string[]
  /** Follows the file's name; with what to choose instead. */
  readonly reason: string
}

const CIFAR10 = 'choose its binary version, cifar-10-binary.tar.gz, if it is CIFAR-10'
const AS_ZIP = 'choose the unpacked folder, or pack it as a zip'

const FOREIGN: readonly Foreign[] = [
  { starts: ['\x80\x02', '\x80\x03', '\x80\x04', '\x80\x05'], reason: `is a Python pickle; ${CIFAR10}` },
  { starts: ['MATLAB 5.0'], reason: `is a Matlab file; ${CIFAR10}` },
  { starts: ['Rar!'], reason: `is a RAR archive; ${AS_ZIP}` },
  { starts: ['7z\xbc\xaf'], reason: `is a 7-Zip archive; ${AS_ZIP}` },
  { starts: ['\xfd7zXZ'], reason: `is an xz archive; ${AS_ZIP}` },
  { starts: ['BZh'], reason: `is a bzip2 archive; ${AS_ZIP}` },
  { starts: ['\x28\xb5\x2f\xfd'], reason: `is a Zstandard archive; ${AS_ZIP}` },
  { starts: ['PAR1'], reason: 'is a Parquet file, which is not read from disk; choose a folder or a zip of pictures' },
  { starts: ['\x89HDF'], reason: 'is an HDF5 file; choose a folder or a zip of pictures' },
  { starts: ['\x93NUMPY'], reason: 'is a NumPy file; choose a folder or a zip of pictures' },
]

/** Why a file that begins with `head` is not read, or null where it is nothing that is known. */
export function explainForeign(head: Uint8Array): string | null {
  const first = String.fromCharCode(...head.subarray(0, 16))
  return FOREIGN.find(({ starts }) => starts.some((start) => first.startsWith(start)))?.reason ?? null
}
