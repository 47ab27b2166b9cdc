/** @file What a person can do about a broken file that the page comes with, which is not theirs to export or to correct. */

/** Remedies of whoever made the file, as messages about files end in them. */
const MAKERS_REMEDY = /; (?:[^;]*\b(?:export|correct|train)\b[^;]*|make them the same)\.$/

/** Files of a person's own have addresses within the browser. */
const isServed = (url: string): boolean => !url.startsWith('blob:')

/** What `read` resolves to; it throws what `read` throws, with another remedy where the file comes with the page. */
export async function readServed<Value>(url: string, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read()
  } catch (error) {
    if (!isServed(url) || !(error instanceof Error) || !MAKERS_REMEDY.test(error.message)) throw error
    throw new Error(
      error.message.replace(MAKERS_REMEDY, '; retry, or tell whoever serves this page that its file is broken.'),
    )
  }
}
