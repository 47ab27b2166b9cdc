/** @file What the comparison shows, remembered by this tab alone, so that it survives a reload. */
import { parseBoundedJson } from '../../boundedJson'
import type { AppStore } from '../../store/appStore'
import type { AppState, AttackForm } from '../../store/types'

/** The key in the browser's session storage, which lasts as long as its tab. */
export type TabStorage = Pick<Storage, 'getItem' | 'setItem'>

const KEY = 'gradlens-comparison'
const FORMAT_VERSION = 1
/** A photograph would not fit: session storage holds some 5 MB. */
const MOST_IMAGE_BYTES = 1_000_000
const MS_BETWEEN_SAVES = 300

interface RememberedImage {
  readonly name: string
  readonly galleryId: string | null
  /** Missing in what earlier releases remember. */
  readonly sha256?: string | null
  readonly about: string | null
  readonly label: string | null
  /** The file as a data URL. */
  readonly file: string
}

interface Remembered {
  readonly formatVersion: typeof FORMAT_VERSION
  /** Models that were made here, which the address cannot name. */
  readonly ownColumns: readonly string[]
  /** Their colours, by id; missing in what earlier releases remember. */
  readonly ownColors?: Readonly<Record<string, number>>
  readonly attack: AttackForm
  /** null if it is too large. */
  readonly image: RememberedImage | null
}

export interface RecalledComparison extends Omit<Remembered, 'formatVersion' | 'image'> {
  readonly image: (Omit<RememberedImage, 'file'> & { readonly file: Blob }) | null
}

/** null if the tab remembers nothing, or something written by another release of the page. */
export function recallComparison(storage: TabStorage | undefined): RecalledComparison | null {
  try {
    const remembered = parseBoundedJson(storage?.getItem(KEY) ?? 'null') as Remembered | null
    if (remembered?.formatVersion !== FORMAT_VERSION) return null
    const { ownColumns, ownColors = {}, attack, image } = remembered
    return { ownColumns, ownColors, attack, image: image && { ...image, file: fileOf(image.file) } }
  } catch {
    return null
  }
}

/** Saves the current comparison soon, and soon after each change. */
export function rememberComparison(store: AppStore, storage: TabStorage | undefined): void {
  let isDue = false
  const writeSoon = ({ image }: AppState) => {
    if (isDue || image === null) return
    isDue = true
    setTimeout(() => {
      isDue = false
      void write(store.getState(), storage)
    }, MS_BETWEEN_SAVES)
  }
  // An image may be there first, such as one of a training that opens the comparison.
  writeSoon(store.getState())
  store.subscribe((state, before) => {
    if (isOther(state, before)) writeSoon(state)
  })
}

const isOther = (state: AppState, before: AppState): boolean =>
  state.image !== before.image ||
  state.label !== before.label ||
  state.attack !== before.attack ||
  state.models !== before.models

async function write({ models, zoo, attack, image, label }: AppState, storage: TabStorage | undefined) {
  const isOwn = (id: string) => zoo.some((model) => model.id === id && model.isMadeHere)
  const remembered: Remembered = {
    formatVersion: FORMAT_VERSION,
    ownColumns: models.map(({ id }) => id).filter(isOwn),
    ownColors: Object.fromEntries(models.filter(({ id }) => isOwn(id)).map(({ id, color }) => [id, color])),
    attack,
    image:
      image === null || image.file.size > MOST_IMAGE_BYTES
        ? null
        : {
            ...{
              name: image.name,
              galleryId: image.galleryId,
              sha256: image.sha256 ?? null,
              about: image.about ?? null,
              label,
            },
            file: await dataAddress(image.file),
          },
  }
  try {
    storage?.setItem(KEY, JSON.stringify(remembered))
  } catch {
    // Full or denied: a reload opens with the first image, like a new tab.
  }
}

function fileOf(address: string): Blob {
  const [, type = '', data = ''] = /^data:([^;]*);base64,(.*)$/s.exec(address) ?? []
  return new Blob([Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))], { type })
}

async function dataAddress(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return `data:${file.type || 'application/octet-stream'};base64,${btoa(text)}`
}
