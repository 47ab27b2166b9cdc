/** @file Image formats that are not decoded here. */
import { brandsOf } from '../formats/isoBoxes'
import { type ForeignKind, fits, startsWith } from './types'

/** A file in ISO boxes with one of `brands`. */
const branded = (name: string, brands: readonly string[]): ForeignKind => ({
  name,
  matches: (start) => brandsOf(start).some((brand) => brands.includes(brand)),
})

/** In the order in which they are tried: what is surer comes first. */
export const foreignImages: readonly ForeignKind[] = [
  branded('a HEIC image', ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']),
  branded('a Canon raw camera image', ['crx ']),
  startsWith('a JPEG XL image', '\xff\x0a', '\0\0\0\x0cJXL \r\n\x87\n'),
  startsWith('a JPEG 2000 image', '\xff\x4f\xff\x51', '\0\0\0\x0cjP  \r\n\x87\n', '\0\0\0\x0cjP\x1a\x1a\r\n\x87\n'),
  startsWith('a JPEG XR image', 'II\xbc'),
  branded('a HEIF image', ['mif1', 'mif2', 'msf1', 'miaf', 'heif', 'avci', 'avcs', 'jpeg', 'jpgs']),
  startsWith('a TIFF or raw camera image', 'II*\0', 'MM\0*', 'II+\0', 'MM\0+'),
  startsWith('a raw camera image', 'IIRO', 'IIRS', 'MMOR', 'IIU\0', 'FUJIFILMCCD-RAW', 'FOVb', '\0MRM'),
  startsWith('a Photoshop document', '8BPS'),
  startsWith('a GIMP image', 'gimp xcf'),
  fits('a Windows icon', /^\0\0\x01\0[^\0]/s),
  fits('a Windows cursor', /^\0\0\x02\0[^\0]/s),
  startsWith('an Apple icon', 'icns'),
  startsWith('an OpenEXR image', '\x76\x2f\x31\x01'),
  startsWith('a Radiance HDR image', '#?RADIANCE', '#?RGBE'),
  startsWith('a DirectDraw Surface (DDS)', 'DDS '),
  startsWith('a KTX texture', '\xabKTX'),
  startsWith('a QOI image', 'qoif'),
  startsWith('a BPG image', 'BPG\xfb'),
  startsWith('a FLIF image', 'FLIF'),
  startsWith('a farbfeld image', 'farbfeld'),
  startsWith('an MNG animation', '\x8aMNG'),
  startsWith('a JNG image', '\x8bJNG'),
  fits('a Netpbm image (PBM, PGM, PPM or PAM)', /^P[1-7]\s+(#[^\n]*\n\s*)*(\d+\s|WIDTH|HEIGHT|DEPTH|TUPLTYPE)/),
  fits('a PFM image', /^P[fF]\s+\d+\s+\d+\s/),
  startsWith('an XPM image', '/* XPM */'),
  fits('an XBM image', /^#define\s+\S+_width\s/),
  startsWith('a Sun raster image', '\x59\xa6\x6a\x95'),
  fits('an SGI image', /^\x01\xda[\0\x01][\x01\x02]/),
  fits('a PCX image', /^\x0a[\0-\x05]\x01[\x01\x02\x04\x08]/),
  startsWith('an OS/2 bitmap array', 'BA\x28\0\0\0', 'BA\x4e\0\0\0'),
  startsWith('a Windows metafile', '\xd7\xcd\xc6\x9a'),
  fits('an enhanced metafile (EMF)', /^\x01\0\0\0.{36} EMF/s),
  fits('a DICOM image', /^.{128}DICM/s),
  startsWith('a FITS image', 'SIMPLE  ='),
  startsWith('a DjVu document', 'AT&TFORM'),
  // After all others: it has no signature, and only its fields' values tell.
  fits(
    'a TGA image',
    /^.(\0[\x02\x03\x0a\x0b]\0{5}|\x01[\x01\x09]..\0[\x01\x02].).{8}[\x08\x0f\x10\x18\x20][\0-\x3f]/s,
  ),
]
