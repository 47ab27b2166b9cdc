/** @file What a panel says, for snapshots: text and names for screen readers, a line a block, numbers to three decimals. */

const BLOCKS =
  /<\/?(?:p|div|section|header|h\d|li|ul|ol|dl|dt|dd|tr|table|caption|figure|figcaption|label|summary|details|pre|option|button|fieldset|legend|article|dialog)\b[^>]*>/g
const CELL = /<(?:td|th)\b[^>]*>/g
/** Canvases and charts have a name, but no text. */
const NAMED = /<(?:canvas|svg|img|input|select|meter|progress)\b[^>]*?(?:aria-label|alt)="([^"]*)"[^>]*>/g
const LONG_NUMBER = /-?\d+\.\d{4,}/g
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
}

/** @param html as React renders it on a server */
export const linesOf = (html: string): string =>
  html
    .replace(NAMED, '\n[$1]\n')
    .replace(CELL, ' | ')
    .replace(BLOCKS, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(LONG_NUMBER, (number) => String(Number(Number(number).toFixed(3))))
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '' && line !== '|')
    .join('\n')
