/** Copies a text that is on its way. Resolves to what to say; where the browser denies its clipboard, says so. */
export async function copyText(text: Promise<string>, said: string): Promise<string> {
  const copied = await text
  try {
    await navigator.clipboard.writeText(copied)
    return said
  } catch {
    return 'The browser does not let the page copy; allow it the clipboard and try again.'
  }
}
