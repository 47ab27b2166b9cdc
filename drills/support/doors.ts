/** @file How a person gives files to the page: chosen, dropped, pasted, or named by the address. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Page } from '@playwright/test'

/** Gives files of the disk to the page; a folder is a path too. */
export type Door = (page: Page, paths: readonly string[]) => Promise<void>

/** Where a drop ends: beside the settings, on every view. */
const PLACE = { x: 700, y: 500 }

/** As from a file manager, folders included. */
export const drop: Door = async (page, paths) => {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, ...PLACE, data })
  await session.detach()
}

/** By the input of a button, which opens a dialog of the browser. */
export const choose =
  (testId: string): Door =>
  (page, paths) =>
    page.getByTestId(testId).setInputFiles([...paths])

/** As if copied in a file manager. Only an input gives a script files of the disk. */
export const paste: Door = async (page, paths) => {
  const input = await page.evaluateHandle(() => {
    const chooser = document.createElement('input')
    chooser.type = 'file'
    chooser.multiple = true
    return chooser
  })
  await input.asElement()?.setInputFiles([...paths])
  await input.evaluate(({ files }) => {
    const clipboardData = new DataTransfer()
    for (const file of files ?? []) clipboardData.items.add(file)
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData }))
  })
}

/** As when the address is edited, or a link to the same page is followed. */
export const followAddress = (page: Page, href: string): Promise<void> =>
  page.evaluate((address) => {
    const { search, hash } = new URL(address)
    history.pushState(null, '', `${location.pathname}${search}${hash}`)
    window.dispatchEvent(new PopStateEvent('popstate'))
  }, href)

/** Uses files of these names that are there meanwhile. */
export async function withFiles<Value>(
  files: Readonly<Record<string, Uint8Array>>,
  use: (paths: readonly string[]) => Promise<Value>,
): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'gradlens-drill-'))
  try {
    const paths: string[] = []
    for (const [name, bytes] of Object.entries(files)) {
      paths.push(join(folder, basename(name)))
      await writeFile(paths.at(-1) as string, bytes)
    }
    return await use(paths)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
