/** @file Videos, documents, archives and data that are dropped by mistake, or belong elsewhere on the page. */
import { brandsOf } from '../formats/isoBoxes'
import { byEnding, ending, type ForeignKind, fits, startsWith } from './types'

export const foreignMedia: readonly ForeignKind[] = [
  {
    name: 'a QuickTime video',
    matches: (start) => brandsOf(start)[0] === 'qt  ' || /^....(moov|mdat|wide)/s.test(start),
    endings: ['mov'],
  },
  { name: 'an MPEG-4 audio file', matches: (start) => /^M4[AB]/.test(brandsOf(start)[0] ?? ''), endings: ['m4a'] },
  { name: 'an MP4 video', matches: (start) => brandsOf(start).length > 0, endings: ['mp4', 'm4v'] },
  ending(startsWith('a Matroska or WebM video', '\x1a\x45\xdf\xa3'), 'mkv', 'webm'),
  ending(fits('an AVI video', /^RIFF....AVI /s), 'avi'),
  ending(fits('a WAV audio file', /^RIFF....WAVE/s), 'wav'),
  ending(startsWith('an MPEG video', '\0\0\x01\xba', '\0\0\x01\xb3'), 'mpg', 'mpeg'),
  ending(startsWith('a Windows Media file', '\x30\x26\xb2\x75\x8e\x66\xcf\x11'), 'wmv', 'wma'),
  ending(startsWith('a Flash video', 'FLV\x01'), 'flv'),
  ending(startsWith('an Ogg file', 'OggS'), 'ogg', 'oga', 'ogv'),
  ending(startsWith('an MP3 audio file', 'ID3'), 'mp3'),
  ending(startsWith('a FLAC audio file', 'fLaC'), 'flac'),
]

/** Ends at its first mark of an end: if it might go on behind it, many in a row would be tried in all their combinations. */
const COMMENT = '<!--(?:(?!-->).)*-->'
const INSTRUCTION = '<\\?xml(?:(?!\\?>).)*\\?>'
/** With declarations of its own or without. */
const DOCTYPE = '<!DOCTYPE svg[^[>]*(?:\\[[^\\]]*\\][^>]*)?>'
const BEFORE = '^(?:\xef\xbb\xbf)?'

const SVG = new RegExp(`${BEFORE}(?:\\s|${INSTRUCTION}|${COMMENT}|${DOCTYPE})*<(?:[a-z]+:)?svg[\\s>]`, 's')
const HTML = new RegExp(`${BEFORE}(?:\\s|${COMMENT})*<(?:!doctype html|html|head|body)[\\s>]`, 'is')

export const foreignDocuments: readonly ForeignKind[] = [
  ending(startsWith('a PDF', '%PDF'), 'pdf'),
  ending(startsWith('an EPS or PostScript file', '%!PS', '\xc5\xd0\xd3\xc6'), 'eps', 'ps'),
  ending(fits('an SVG image', SVG), 'svg', 'svgz'),
  ending(fits('an HTML page', HTML), 'html', 'htm'),
  ending(fits('an XML file', /^(\xef\xbb\xbf)?\s*<\?xml/), 'xml'),
  ending(startsWith('an Office document', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'doc', 'ppt', 'xls'),
  ending(startsWith('an RTF document', '{\\rtf'), 'rtf'),
]

export const foreignArchives: readonly ForeignKind[] = [
  startsWith('a zip archive', 'PK\x03\x04', 'PK\x05\x06'),
  startsWith('a gzip file', '\x1f\x8b'),
  startsWith('a bzip2 archive', 'BZh'),
  startsWith('an xz archive', '\xfd7zXZ\0'),
  startsWith('a Zstandard archive', '\x28\xb5\x2f\xfd'),
  ending(startsWith('a 7-Zip archive', '7z\xbc\xaf'), '7z'),
  ending(startsWith('a RAR archive', 'Rar!'), 'rar'),
  fits('a tar archive', /^.{257}ustar/s),
]

export const foreignData: readonly ForeignKind[] = [
  ending(startsWith('a Parquet file', 'PAR1'), 'parquet'),
  ending(startsWith('an Arrow file', 'ARROW1'), 'arrow', 'feather'),
  ending(startsWith('a NumPy file', '\x93NUMPY'), 'npy'),
  ending(startsWith('a MATLAB file', 'MATLAB 5.0'), 'mat'),
  ending(startsWith('a SQLite database', 'SQLite format 3\0'), 'sqlite', 'sqlite3'),
  ending(fits('a Python pickle', /^\x80[\x02-\x05]/), 'pkl', 'pickle'),
  ending(fits('a NIfTI image', /^.{344}n[+i]1\0/s), 'nii'),
]

/** Text files have no signature. */
export const foreignTexts: readonly ForeignKind[] = [
  byEnding('a text file', 'txt', 'csv', 'tsv', 'md', 'log', 'rst'),
  byEnding('source code', 'py', 'ipynb', 'js', 'ts', 'yaml', 'yml', 'toml'),
]
