/** @file Puts a text on the clipboard, in one or more forms, also one that is still on its way. */

/**
 * Call it at once when a person asks for it: Safari gives its clipboard only then, and takes promises for what is made later.
 * Rejects where the browser denies its clipboard or has none, as on a page without https, and where a text does not come.
 *
 * @param texts by their media types
 */
export async function writeClipboard(texts: Readonly<Record<string, string | Promise<string>>>): Promise<void> {
  const blobs = Object.entries(texts).map(([type, text]) => {
    const blob = Promise.resolve(text).then((given) => new Blob([given], { type }))
    // The browser may have refused before, and look at it no more.
    blob.catch(() => {})
    return [type, blob] as const
  })
  await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))])
}
