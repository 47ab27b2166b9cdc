import type { Plugin } from 'vite'

/** Adds the list of the files that are not the page's code. */
export function offlineFiles(): Plugin
