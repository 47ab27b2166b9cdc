import { writeClipboard } from '../exports/writeClipboard'

/** Copies a text that is on its way. Resolves to what to say; where the browser denies its clipboard, says so. */
export async function copyText(text: Promise<string>, said: string): Promise<string> {
  const isWritten = writeClipboard({ 'text/plain': text }).then(
    () => true,
    () => false,
  )
  await text
  return (await isWritten) ? said : 'The browser does not let the page copy; allow it the clipboard and try again.'
}
