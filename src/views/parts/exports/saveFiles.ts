import { download } from '../download'

export interface SavedFile {
  readonly name: string
  readonly content: Blob
}

/** Loaded when the first files are saved together. */
const loadZipJs = () => import('@zip.js/zip.js/lib/zip-core-custom.js')

/** Saves one file as it is, several as a zip of this name. */
export async function saveFiles(name: string, files: readonly SavedFile[]): Promise<void> {
  const [only] = files
  if (files.length === 1 && only !== undefined) return download(only.name, only.content)
  const { BlobReader, BlobWriter, ZipWriter } = await loadZipJs()
  const zip = new ZipWriter(new BlobWriter('application/zip'), { level: 0, useWebWorkers: false })
  for (const file of files) await zip.add(file.name, new BlobReader(file.content))
  download(`${name}.zip`, await zip.close())
}
