/** @file Image formats that are not supported. */
import { brandsOf } from '../formats/isoBoxes'
import { ending, type ForeignKind, fits, startsWith } from './types'

/** A file in ISO boxes with one of `brands`. */
const branded = (name: string, brands: readonly string[]): ForeignKind => ({
  name,
  matches: (start) => brandsOf(start).some((brand) => brands.includes(brand)),
})

/** In the order in which they are tried, the most reliable first. */
export const foreignImages: readonly ForeignKind[] = [
  ending(branded('a HEIC image', ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']), 'heic', 'heics'),
  ending(branded('a Canon raw camera image', ['crx ']), 'cr3'),
  ending(startsWith('a JPEG XL image', '\xff\x0a', '\0\0\0\x0cJXL \r\n\x87\n'), 'jxl'),
  ending(
    startsWith('a JPEG 2000 image', '\xff\x4f\xff\x51', '\0\0\0\x0cjP  \r\n\x87\n', '\0\0\0\x0cjP\x1a\x1a\r\n\x87\n'),
    'jp2',
    'j2k',
    'j2c',
    'jpc',
    'jpf',
    'jpx',
  ),
  ending(startsWith('a JPEG XR image', 'II\xbc'), 'jxr', 'wdp', 'hdp'),
  ending(
    branded('a HEIF image', ['mif1', 'mif2', 'msf1', 'miaf', 'heif', 'avci', 'avcs', 'jpeg', 'jpgs']),
    'heif',
    'heifs',
    'hif',
  ),
  ending(
    startsWith('a TIFF or raw camera image', 'II*\0', 'MM\0*', 'II+\0', 'MM\0+'),
    'tif',
    'tiff',
    'dng',
    'nef',
    'cr2',
    'arw',
  ),
  ending(
    startsWith('a raw camera image', 'IIRO', 'IIRS', 'MMOR', 'IIU\0', 'FUJIFILMCCD-RAW', 'FOVb', '\0MRM'),
    'orf',
    'rw2',
    'raf',
    'x3f',
    'mrw',
  ),
  ending(startsWith('a Photoshop document', '8BPS'), 'psd', 'psb'),
  ending(startsWith('a GIMP image', 'gimp xcf'), 'xcf'),
  ending(fits('a Windows icon', /^\0\0\x01\0[^\0]/s), 'ico'),
  ending(fits('a Windows cursor', /^\0\0\x02\0[^\0]/s), 'cur'),
  ending(startsWith('an Apple icon', 'icns'), 'icns'),
  ending(startsWith('an OpenEXR image', '\x76\x2f\x31\x01'), 'exr'),
  ending(startsWith('a Radiance HDR image', '#?RADIANCE', '#?RGBE'), 'hdr'),
  ending(startsWith('a DirectDraw Surface (DDS)', 'DDS '), 'dds'),
  ending(startsWith('a KTX texture', '\xabKTX'), 'ktx', 'ktx2'),
  ending(startsWith('a QOI image', 'qoif'), 'qoi'),
  ending(startsWith('a BPG image', 'BPG\xfb'), 'bpg'),
  ending(startsWith('a FLIF image', 'FLIF'), 'flif'),
  startsWith('a farbfeld image', 'farbfeld'),
  ending(startsWith('an MNG animation', '\x8aMNG'), 'mng'),
  ending(startsWith('a JNG image', '\x8bJNG'), 'jng'),
  ending(
    fits('a Netpbm image (PBM, PGM, PPM or PAM)', /^P[1-7]\s+(#[^\n]*\n\s*)*(\d+\s|WIDTH|HEIGHT|DEPTH|TUPLTYPE)/),
    'pbm',
    'pgm',
    'ppm',
    'pnm',
    'pam',
  ),
  ending(fits('a PFM image', /^P[fF]\s+\d+\s+\d+\s/), 'pfm'),
  ending(startsWith('an XPM image', '/* XPM */'), 'xpm'),
  ending(fits('an XBM image', /^#define\s+\S+_width\s/), 'xbm'),
  ending(startsWith('a Sun raster image', '\x59\xa6\x6a\x95'), 'ras'),
  ending(fits('an SGI image', /^\x01\xda[\0\x01][\x01\x02]/), 'sgi'),
  ending(fits('a PCX image', /^\x0a[\0-\x05]\x01[\x01\x02\x04\x08]/), 'pcx'),
  startsWith('an OS/2 bitmap array', 'BA\x28\0\0\0', 'BA\x4e\0\0\0'),
  ending(startsWith('a Windows metafile', '\xd7\xcd\xc6\x9a'), 'wmf'),
  ending(fits('an enhanced metafile (EMF)', /^\x01\0\0\0.{36} EMF/s), 'emf'),
  ending(fits('a DICOM image', /^.{128}DICM/s), 'dcm', 'dicom'),
  ending(startsWith('a FITS image', 'SIMPLE  ='), 'fits'),
  ending(startsWith('a DjVu document', 'AT&TFORM'), 'djvu', 'djv'),
  // Last, because it has no signature and is recognised only by the values of its fields.
  ending(
    fits(
      'a TGA image',
      /^.(\0[\x02\x03\x0a\x0b]\0{5}|\x01[\x01\x09]..\0[\x01\x02].).{8}[\x08\x0f\x10\x18\x20][\0-\x3f]/s,
    ),
    'tga',
  ),
]
