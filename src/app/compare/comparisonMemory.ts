/** @file What the comparison shows, remembered by this tab alone, so that it survives a reload. */
import { parseBoundedJson } from '../../boundedJson'
import type { AppStore } from '../../store/appStore'
import type { AppState, AttackForm, ShownImage } from '../../store/types'
import { onLeaving } from '../onLeaving'

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

/** Saves the current comparison soon, soon after each change, and at once when the page is left. */
export function rememberComparison(store: AppStore, storage: TabStorage | undefined): void {
  let isDue = false
  const files = new EncodedFiles()
  const write = () => {
    if (!isDue) return
    isDue = false
    const state = store.getState()
    save(storage, describe(state, files.of(state.image)))
  }
  const writeRead = async () => {
    let { image } = store.getState()
    while (image !== null) {
      await files.encode(image)
      const shown = store.getState().image
      if (shown?.file === image.file) break
      // Another one came while it was read.
      image = shown
    }
    write()
  }
  const writeSoon = ({ image }: AppState) => {
    if (image === null) return
    // A page that is left does not wait for the file to be read.
    void files.encode(image)
    if (isDue) return
    isDue = true
    setTimeout(() => void writeRead(), MS_BETWEEN_SAVES)
  }
  onLeaving(write)
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

/** @param file The image's file as a data URL; null if it is too large, or not read yet. */
function describe({ models, zoo, attack, image, label }: AppState, file: string | null): Remembered {
  const isOwn = (id: string) => zoo.some((model) => model.id === id && model.isMadeHere)
  return {
    formatVersion: FORMAT_VERSION,
    ownColumns: models.map(({ id }) => id).filter(isOwn),
    ownColors: Object.fromEntries(models.filter(({ id }) => isOwn(id)).map(({ id, color }) => [id, color])),
    attack,
    image:
      image === null || file === null
        ? null
        : {
            name: image.name,
            galleryId: image.galleryId,
            sha256: image.sha256 ?? null,
            about: image.about ?? null,
            label,
            file,
          },
  }
}

function save(storage: TabStorage | undefined, remembered: Remembered): void {
  try {
    storage?.setItem(KEY, JSON.stringify(remembered))
  } catch {
    // Full or denied: a reload opens with the first image, like a new tab.
  }
}

/** The shown image's file as a data URL, made once. */
class EncodedFiles {
  private file: Blob | null = null
  private text: string | null = null
  private reading: Promise<void> = Promise.resolve()

  /** Never rejects. */
  encode({ file }: ShownImage): Promise<void> {
    if (file !== this.file) {
      this.file = file
      this.text = null
      this.reading = file.size > MOST_IMAGE_BYTES ? Promise.resolve() : this.read(file)
    }
    return this.reading
  }

  of(image: ShownImage | null): string | null {
    return image !== null && image.file === this.file ? this.text : null
  }

  private async read(file: Blob): Promise<void> {
    // A file that was moved since it was opened cannot be read; the address asks for it again.
    const text = await dataAddress(file).catch(() => null)
    if (this.file === file) this.text = text
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
