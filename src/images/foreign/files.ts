/** @file Videos, documents, archives and data: what is dropped on the page by mistake, or belongs elsewhere on it. */
import { brandsOf } from '../formats/isoBoxes'
import { type ForeignKind, fits, startsWith } from './types'

export const foreignMedia: readonly ForeignKind[] = [
  {
    name: 'a QuickTime video',
    matches: (start) => brandsOf(start)[0] === 'qt  ' || /^....(moov|mdat|wide)/s.test(start),
  },
  { name: 'an MPEG-4 audio file', matches: (start) => /^M4[AB]/.test(brandsOf(start)[0] ?? '') },
  { name: 'an MP4 video', matches: (start) => brandsOf(start).length > 0 },
  startsWith('a Matroska or WebM video', '\x1a\x45\xdf\xa3'),
  fits('an AVI video', /^RIFF....AVI /s),
  fits('a WAV audio file', /^RIFF....WAVE/s),
  startsWith('an MPEG video', '\0\0\x01\xba', '\0\0\x01\xb3'),
  startsWith('a Windows Media file', '\x30\x26\xb2\x75\x8e\x66\xcf\x11'),
  startsWith('a Flash video', 'FLV\x01'),
  startsWith('an Ogg file', 'OggS'),
  startsWith('an MP3 audio file', 'ID3'),
  startsWith('a FLAC audio file', 'fLaC'),
]

const BEFORE_MARKUP = '^(\xef\xbb\xbf)?(\\s|<\\?xml.*?\\?>|<!--.*?-->|<!DOCTYPE svg.*?>)*'

export const foreignDocuments: readonly ForeignKind[] = [
  startsWith('a PDF', '%PDF'),
  startsWith('an EPS or PostScript file', '%!PS', '\xc5\xd0\xd3\xc6'),
  fits('an SVG image', new RegExp(`${BEFORE_MARKUP}<([a-z]+:)?svg[\\s>]`, 's')),
  fits('an HTML page', /^(\xef\xbb\xbf)?\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body)[\s>]/is),
  fits('an XML file', /^(\xef\xbb\xbf)?\s*<\?xml/),
  startsWith('an Office document', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
  startsWith('an RTF document', '{\\rtf'),
]

export const foreignArchives: readonly ForeignKind[] = [
  startsWith('a zip archive', 'PK\x03\x04', 'PK\x05\x06'),
  startsWith('a gzip file', '\x1f\x8b'),
  startsWith('a bzip2 archive', 'BZh'),
  startsWith('an xz archive', '\xfd7zXZ\0'),
  startsWith('a Zstandard archive', '\x28\xb5\x2f\xfd'),
  startsWith('a 7-Zip archive', '7z\xbc\xaf'),
  startsWith('a RAR archive', 'Rar!'),
  fits('a tar archive', /^.{257}ustar/s),
]

export const foreignData: readonly ForeignKind[] = [
  startsWith('a Parquet file', 'PAR1'),
  startsWith('an Arrow file', 'ARROW1'),
  startsWith('a NumPy file', '\x93NUMPY'),
  startsWith('a MATLAB file', 'MATLAB 5.0'),
  startsWith('a SQLite database', 'SQLite format 3\0'),
  fits('a Python pickle', /^\x80[\x02-\x05]/),
  fits('a NIfTI image', /^.{344}n[+i]1\0/s),
]
