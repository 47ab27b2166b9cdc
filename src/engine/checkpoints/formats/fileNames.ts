/** "mine/manifest.json" is `manifest.json`, of the folder `mine/`. */
export const fileNameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** With its final slash; empty for a file outside folders. */
export const folderNameOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)
