/** "mine/manifest.json" is `manifest.json`, of the folder `mine/`. */
export const fileNameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** With its slash at the end; empty where a file lies in none. */
export const folderNameOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)
